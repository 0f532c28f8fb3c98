/**
 * Starts the tests' world and runs a command in it instead of the tests: `bash test/e2e/support/hermetic.sh npx tsx
 * test/e2e/cluster/world/main.ts bash`. Everything ends with the command.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { missingForCluster } from './missing';
import { startWorld } from './world';
import { locateEngines } from '../../engines/engines';

async function main([program, ...args]: string[]): Promise<number> {
  const problem = missingForCluster();
  if (problem || !program) {
    process.stderr.write(`${problem ?? 'Name a command to run beside the cluster, such as bash.'}\n`);
    return 1;
  }
  const { world, stop } = await startWorld(locateEngines());
  const env = { ...process.env, ...world.user, KUBECONFIG: join(world.state, 'administrator.kubeconfig') };
  const code = await new Promise<number>((done) =>
    spawn(program, args, { env, stdio: 'inherit' }).on('exit', (ended) => done(ended ?? 1)),
  );
  await stop();
  return code;
}

main(process.argv.slice(2)).then((code) => process.exit(code), (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
