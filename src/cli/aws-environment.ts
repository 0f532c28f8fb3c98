import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { quote } from '../options/problem';
import { REGIONS } from '../options/regions';

/** The region that the AWS CLI would use, where the pipeline can run in it; else the reason why it cannot. */
export function configuredRegion(env: NodeJS.ProcessEnv): { readonly region?: string; readonly problem?: string } {
  const sources: ReadonlyArray<[string, string | undefined]> = [
    ['AWS_REGION', env.AWS_REGION],
    ['AWS_DEFAULT_REGION', env.AWS_DEFAULT_REGION],
    ['your AWS configuration', regionOfProfile(env)],
  ];
  const [source, region] = sources.find(([, value]) => value) ?? [];
  return !region || REGIONS.includes(region)
    ? { region }
    : {
      problem: `The region of ${source} is ${quote(region)}, which has no CodeCommit: the default is us-east-1 instead. Give another with --region.`,
    };
}

/** Whether AWS credentials may exist: in the environment or in the AWS CLI's files. */
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

/** Reads one key of one section of an INI file. */
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
    // A device or a pipe may never end.
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : '';
  } catch {
    return '';
  }
}
