import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { REGIONS } from '../options/regions';

/** The region that the AWS command line would use; undefined where none is set, or one that the pipeline cannot be in. */
export function configuredRegion(env: NodeJS.ProcessEnv): string | undefined {
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || regionOfProfile(env);
  return region && REGIONS.includes(region) ? region : undefined;
}

/** Whether asking AWS who is signed in could succeed: credentials are in the environment or in the usual files. */
export function mayBeSignedIn(env: NodeJS.ProcessEnv): boolean {
  const variables = ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  return variables.some((name) => env[name]) || readText(credentialsFile(env)) !== '' || /^\s*(sso_|login_session|role_arn|credential_process|aws_access_key_id)/m.test(readText(configFile(env)));
}

/** Reads one key of one section: the INI dialect of the AWS command line needs no more. */
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
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
