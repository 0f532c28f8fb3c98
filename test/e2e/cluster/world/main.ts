/**
 * Starts what the tests run on, without the tests, and runs a command in it: `bash test/e2e/support/hermetic.sh npx tsx
 * test/e2e/cluster/world/main.ts bash`. Everything ends with the command.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { startWorld } from './world';
import { locateEngines, missingEngines } from '../../engines/engines';
import { stopServices } from '../../support/processes';

async function main([program, ...args]: string[]): Promise<number> {
  const problem = missingEngines();
  if (problem || !program) {
    process.stderr.write(`${problem ?? 'Name a command to run beside the cluster, such as bash.'}\n`);
    return 1;
  }
  const { state, engines, trust } = await startWorld(locateEngines());
  const env = { ...process.env, ...trust, PATH: `${engines.path}:${process.env.PATH}`, KUBECONFIG: join(state, 'administrator.kubeconfig') };
  const code = await new Promise<number>((done) => spawn(program, args, { env, stdio: 'inherit' }).on('exit', (ended) => done(ended ?? 1)));
  await stopServices();
  return code;
}

main(process.argv.slice(2)).then((code) => process.exit(code), (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
