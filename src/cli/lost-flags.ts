import { SWITCHES } from './arguments';
import { flagOf } from '../options/option';
import { OPTIONS } from '../options/table';

/** Flags that npm has, too. Users set `--yes` for npm itself. */
const SHARED_WITH_NPM = ['yes', 'git', 'install', 'help', 'version'];

/**
 * npm settings that users may have in their .npmrc. npm exports them like flags, so they count as lost flags only if no
 * flag arrived.
 */
const SETTINGS_OF_NPM = ['force', 'json'];

/**
 * Returns the flags that npm did not pass on. In `npm create gitops-eks my-app --region eu-west-1`, the `--` before
 * `--region` is missing: npm treats the flag as its own and only sets `npm_config_region`, without the value.
 *
 * @param args the arguments that npm passed on
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

/** Returns the message with the corrected command. */
export function lostFlagsMessage(lost: readonly string[], args: readonly string[]): string {
  const name = args[0] ?? 'my-app';
  const flags = lost.map((flag) =>
    SWITCHES.some((row) => `--${row.flag}` === flag && !row.value) ? flag : `${flag} …`,
  );
  const first = args.findIndex((arg) => arg.startsWith('--'));
  const arrived = first < 0 ? [] : args.slice(first);
  const command = ['npm create gitops-eks@latest', name, '--', ...flags, ...arrived].join(' ');
  return `npm did not pass on ${lost.join(', ')}. Put flags after "--":\n\n  ${command}`;
}
