import { SWITCHES } from './arguments';
import { flagOf } from '../options/option';
import { OPTIONS } from '../options/table';

/** Flags that npm has too. `--yes` is one that people mean for npm itself. */
const SHARED_WITH_NPM = ['yes', 'git', 'install', 'help', 'version'];

/**
 * The flags that npm has taken for itself. `npm create gitops-eks my-app --region eu-west-1` lacks the `--` that would
 * pass `--region` on: npm keeps the flag, without its value, and leaves only `npm_config_region` in the environment.
 *
 * @param args what did arrive
 */
export function lostFlags(args: readonly string[], env: NodeJS.ProcessEnv): string[] {
  if (env.npm_command !== 'init' && env.npm_command !== 'exec' || args.some((arg) => arg.startsWith('--'))) {
    return [];
  }
  return [...OPTIONS.map((option) => flagOf(option.name)), ...SWITCHES.map((row) => row.flag)]
    .filter((flag) => !SHARED_WITH_NPM.includes(flag))
    .filter((flag) => env[`npm_config_${flag.replace(/-/g, '_')}`] || env[`npm_config_no_${flag.replace(/-/g, '_')}`])
    .map((flag) => `--${flag}`);
}

/** What to type instead. */
export function lostFlagsMessage(lost: readonly string[], args: readonly string[]): string {
  const name = args[0] ?? 'my-app';
  const flags = lost.map((flag) => (SWITCHES.some((row) => `--${row.flag}` === flag && !row.value) ? flag : `${flag} …`));
  return `npm kept ${lost.join(', ')} for itself. Flags come after a "--":\n\n  npm create gitops-eks@latest ${name} -- ${flags.join(' ')}`;
}
