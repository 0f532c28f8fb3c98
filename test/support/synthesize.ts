// Synthesizes the CDK apps in the folders that it is given, in one process: loading the CDK takes most of the time.
import { createRequire } from 'node:module';
import { join } from 'node:path';

// Each app waits for the end of the process.
process.setMaxListeners(0);

for (const folder of process.argv.slice(2)) {
  // The CDK's command line names the folder of the output like this; the app then synthesizes itself when the process
  // ends.
  process.env.CDK_OUTDIR = join(folder, 'cdk.out');
  createRequire(folder)(join(folder, 'infra', 'main.ts'));
}
