/**
 * Starts a cluster with real nodes and runs a command beside it: `bash test/e2e/pods/node/in-cgroup.sh bash
 * test/e2e/support/hermetic.sh npx tsx test/e2e/pods/world/main.ts bash`. Everything ends with the command.
 */
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { startBareCluster } from './bare';
import { missingEngines, locateEngines } from '../../engines/engines';
import { machineProblem, missingPrograms } from '../node';

async function main([program, ...args]: string[]): Promise<number> {
  const problem = missingEngines() ?? missingPrograms() ?? await machineProblem();
  if (problem || !program) {
    process.stderr.write(`${problem ?? 'Name a command to run beside the cluster, such as bash.'}\n`);
    return 1;
  }
  const engines = locateEngines();
  const { state } = await startBareCluster(engines);
  const env = {
    ...process.env,
    PATH: [engines.path, process.env.PATH].join(delimiter),
    KUBECONFIG: join(state, 'administrator.kubeconfig'),
  };
  return new Promise((done) => spawn(program, args, { env, stdio: 'inherit' }).on('exit', (code) => done(code ?? 1)));
}

main(process.argv.slice(2)).then((code) => process.exit(code), (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
