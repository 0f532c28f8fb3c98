import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { quote } from '../options/problem';
import { REGIONS } from '../options/regions';

/**
 * Returns the region that the AWS CLI would use; or, if that region lacks CodeCommit, a message for the user. Both
 * undefined: none is set.
 */
export function configuredRegion(env: NodeJS.ProcessEnv): { readonly region?: string; readonly problem?: string } {
  const sources: ReadonlyArray<[string, string | undefined]> = [
    ['AWS_REGION', env.AWS_REGION],
    ['AWS_DEFAULT_REGION', env.AWS_DEFAULT_REGION],
    ['Your AWS configuration', regionOfProfile(env)],
  ];
  const [source, region] = sources.find(([, value]) => value) ?? [];
  return !region || REGIONS.includes(region)
    ? { region }
    : { problem: `${source} names the region ${quote(region)}, which has no CodeCommit: the default is us-east-1. Choose another with --region.` };
}

/** Whether the environment or the AWS CLI's files may contain credentials. */
export function mayBeSignedIn(env: NodeJS.ProcessEnv): boolean {
  const variables = [
    'AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  ];
  return (
    variables.some((name) => env[name]) ||
    readText(credentialsFile(env)) !== '' ||
    /^\s*(sso_|login_session|role_arn|credential_process|aws_access_key_id)/m.test(readText(configFile(env)))
  );
}

/** Returns the region of the current profile in the AWS CLI's configuration file. */
function regionOfProfile(env: NodeJS.ProcessEnv): string | undefined {
  const profile = env.AWS_PROFILE || 'default';
  let inProfile = false;
  for (const line of readText(configFile(env)).split(/\r?\n/)) {
    const section = /^\s*\[\s*(?:profile\s+)?([^\]]+?)\s*\]/.exec(line);
    const region = /^region\s*=\s*(\S+)/.exec(line);
    if (section) {
      inProfile = section[1] === profile;
    } else if (inProfile && region) {
      return region[1];
    }
  }
  return undefined;
}

function configFile(env: NodeJS.ProcessEnv): string {
  return env.AWS_CONFIG_FILE || join(env.HOME || homedir(), '.aws', 'config');
}

function credentialsFile(env: NodeJS.ProcessEnv): string {
  return env.AWS_SHARED_CREDENTIALS_FILE || join(env.HOME || homedir(), '.aws', 'credentials');
}

function readText(path: string): string {
  try {
    // Regular files only: reading a device or a pipe may never end.
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : '';
  } catch {
    return '';
  }
}
