import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { runWell } from './run';

/** `yo` itself is large and not under test: it is installed once and copied. */
const HOST = join(__dirname, '..', '..', 'node_modules', '.cache', 'test-yo');

/** Installs `yo` and this repository's generator globally, as users do. Returns the folder of the commands. */
export async function installYeoman(prefix: string, env: NodeJS.ProcessEnv): Promise<string> {
  const install = (folder: string, name: string) =>
    runWell('npm', ['install', '--global', '--prefix', folder, name], prefix, env);
  if (!existsSync(join(HOST, 'bin', 'yo'))) {
    await install(HOST, 'yo');
  }
  cpSync(HOST, prefix, { recursive: true, verbatimSymlinks: true });
  await install(prefix, 'generator-gitops-eks');
  return join(prefix, 'bin');
}
