import { SWITCHES } from './arguments';
import { flagOf } from '../options/option';
import { OPTIONS } from '../options/table';

/** Flags that npm has too. `--yes` is one that people mean for npm itself. */
const SHARED_WITH_NPM = ['yes', 'git', 'install', 'help', 'version'];

/** Settings of npm that people have in their .npmrc, which npm passes on like flags. Beside flags that did arrive, they are taken for that. */
const SETTINGS_OF_NPM = ['force', 'json'];

/**
 * The flags that npm has taken for itself. `npm create gitops-eks my-app --region eu-west-1` lacks the `--` that would
 * pass `--region` on: npm keeps the flag, without its value, and leaves only `npm_config_region` in the environment.
 *
 * @param args what did arrive
 */
export function lostFlags(args: readonly string[], env: NodeJS.ProcessEnv): string[] {
  if (env.npm_command !== 'init' && env.npm_command !== 'exec') {
    return [];
  }
  const arrived = args
    .filter((arg) => arg.startsWith('--'))
    .map((arg) => arg.slice(2).split('=')[0].replace(/^no-/, ''));
  return [...OPTIONS.map((option) => flagOf(option.name)), ...SWITCHES.map((row) => row.flag)]
    .filter((flag) => !SHARED_WITH_NPM.includes(flag) && !arrived.includes(flag))
    .filter((flag) => arrived.length === 0 || !SETTINGS_OF_NPM.includes(flag))
    .filter((flag) => env[`npm_config_${flag.replace(/-/g, '_')}`] || env[`npm_config_no_${flag.replace(/-/g, '_')}`])
    .map((flag) => `--${flag}`);
}

/** What to type instead. */
export function lostFlagsMessage(lost: readonly string[], args: readonly string[]): string {
  const name = args[0] ?? 'my-app';
  const flags = lost.map((flag) =>
    SWITCHES.some((row) => `--${row.flag}` === flag && !row.value) ? flag : `${flag} …`,
  );
  const first = args.findIndex((arg) => arg.startsWith('--'));
  const arrived = first < 0 ? [] : args.slice(first);
  const command = ['npm create gitops-eks@latest', name, '--', ...flags, ...arrived].join(' ');
  return `npm kept ${lost.join(', ')} for itself. Flags come after a "--":\n\n  ${command}`;
}
