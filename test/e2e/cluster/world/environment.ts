import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCESS_KEY } from './moto';
import type { World } from './world';

/** The environment of somebody who has the tools, is signed in to AWS, and has a cluster in a kubeconfig. */
export function environmentOf(world: World, kubeconfig: string): NodeJS.ProcessEnv {
  const home = join(world.state, 'home');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, '.gitconfig'), '[user]\n\tname = Somebody\n\temail = somebody@example.com\n');
  return {
    PATH: `${world.engines.path}:${process.env.PATH}`,
    HOME: home,
    LANG: 'C.UTF-8',
    KUBECONFIG: kubeconfig,
    ...world.trust,
    AWS_ACCESS_KEY_ID: ACCESS_KEY.id,
    AWS_SECRET_ACCESS_KEY: ACCESS_KEY.secret,
    AWS_EC2_METADATA_DISABLED: 'true',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
  };
}
