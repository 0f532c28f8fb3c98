import { runningManager } from '../../src/package-managers/user-agent';

test.each([
  ['npm/11.19.1 node/v24.1.0 linux x64 workspaces/false', 'npm'],
  ['pnpm/12.21.0 npm/? node/? linux x64', 'pnpm'],
  ['yarn/4.18.1 npm/? node/v24.1.0 linux x64', 'yarn'],
  ['yarn/2.4.3 npm/? node/v20.20.2 linux x64', 'yarn'],
  ['yarn/1.22.22 npm/? node/v20.20.2 linux x64', 'yarn-classic'],
  ['bun/1.4.5 npm/? node/v26.3.0 linux x64', 'bun'],
  ['cnpm/9.0.0 npminstall/7.0.0 node/v20.0.0', undefined],
  ['constructor/1.0.0', undefined],
  ['', undefined],
  [undefined, undefined],
])('the user agent "%s" is that of %s', (npm_config_user_agent, manager) => {
  expect(runningManager({ npm_config_user_agent })).toBe(manager);
});
