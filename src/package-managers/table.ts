import { NPM_INSTALL } from './npm-install';
import { PackageManager } from '../options/enums';
import { PACKAGE_MANAGERS } from '../versions';

/** The commands of one package manager that templates name in npm's words. */
export interface Words {
  readonly projen: string;
  readonly install: string;
  readonly test: string;
  readonly start: string;
}

/** Everything that depends on the package manager. A new one is a member of the enum and a row here. */
export interface ManagerFacts {
  /** What a README calls it. */
  readonly title: string;
  readonly program: string;
  readonly words: Words;
  /** Creates a pair; flags follow. */
  readonly create: (version: string, appName: unknown) => string;
  readonly lockFile: string;
  /** A file beside the lock file that installations read. Empty: none. */
  readonly settingsFile: string;
  /** Lines of `.gitignore`, beside `node_modules/`. */
  readonly ignored: readonly string[];
  /** The field `packageManager` of package.json. Empty: none. */
  readonly field: string;
  /** How a program of a package is called: this, and its name. */
  readonly bin: string;
  /** Synthesizes without `.projen/tasks.json`. */
  readonly runsSynth: string;

  /** How CodeBuild and the Dockerfile get the program. Empty: it comes with Node.js. */
  readonly setUp: string;
  /** In CodeBuild, from the lock file and without one. */
  readonly build: readonly [locked: string, unlocked: string];
  /** In the Dockerfile: what the service needs at run time, from the lock file and without one. */
  readonly image: readonly [locked: string, unlocked: string];
  /** The task `upgrade`, before the synth. */
  readonly upgrade: string;

  /** What the create command runs. Flags win over settings of the machine. */
  readonly firstInstall: readonly string[];
  /** Variables of that run: those that no flag can override, and those that it needs. Undefined: removed. */
  readonly firstInstallEnvironment: Readonly<Record<string, string | undefined>>;
  /** Whether an installation cannot be moved: Plug'n'Play names the cache by a relative path. */
  readonly installsInPlace: boolean;
  /** What to run when that left packages out. */
  readonly repair: string;
  /** Where to see the settings that may be the reason. */
  readonly settings: string;
}

const PACKAGES = 'create-gitops-eks@latest projen@latest';
const YARN_VERSION = PACKAGE_MANAGERS.yarn.replace('@yarnpkg/cli-dist', 'yarn');

/** What managers with a node_modules folder have in common. */
const NODE_MODULES = {
  ignored: [],
  bin: 'node_modules/.bin/',
  runsSynth: 'node node_modules/projen/lib/run-projenrc-json.task.js',
  settingsFile: '',
  installsInPlace: false,
};

/** What both Yarns have in common. Both images have a Yarn 1 already, which `--force` replaces. */
const YARN = {
  program: 'yarn',
  words: { projen: 'yarn projen', install: 'yarn install', test: 'yarn test', start: 'yarn start' },
  create: (version: string, appName: unknown) => `yarn create gitops-eks@${version} ${appName}`,
  lockFile: 'yarn.lock',
  upgrade: `yarn add --dev ${PACKAGES}`,
  repair: 'yarn install',
};

export const MANAGERS: Readonly<Record<PackageManager, ManagerFacts>> = {
  [PackageManager.NPM]: {
    ...NODE_MODULES,
    title: 'npm',
    program: 'npm',
    words: { projen: 'npx projen', install: 'npm install', test: 'npm test', start: 'npm start' },
    create: (version, appName) => `npm create gitops-eks@${version} ${appName} --`,
    lockFile: 'package-lock.json',
    field: '',
    setUp: '',
    build: ['npm ci', 'npm install --no-package-lock'],
    image: [
      'npm ci --omit=dev --ignore-scripts --no-audit --no-fund',
      'npm pkg delete devDependencies && npm install --ignore-scripts --no-package-lock --no-audit --no-fund',
    ],
    upgrade: `npm install --include=dev --save-dev ${PACKAGES}`,
    firstInstall: NPM_INSTALL,
    firstInstallEnvironment: { NODE_ENV: undefined, npm_config_workspace: undefined, npm_config_shrinkwrap: undefined },
    repair: 'npm install --include=dev',
    settings: '"npm config list"',
  },
  [PackageManager.PNPM]: {
    ...NODE_MODULES,
    title: 'pnpm',
    program: 'pnpm',
    words: { projen: 'pnpm exec projen', install: 'pnpm install', test: 'pnpm test', start: 'pnpm start' },
    create: (version, appName) => `pnpm create gitops-eks@${version} ${appName}`,
    lockFile: 'pnpm-lock.yaml',
    settingsFile: 'pnpm-workspace.yaml',
    field: '',
    setUp: `npm install --global ${PACKAGE_MANAGERS.pnpm}`,
    build: ['pnpm install --frozen-lockfile', 'pnpm install --no-lockfile'],
    image: [
      'pnpm install --prod --frozen-lockfile --ignore-scripts', 'pnpm install --prod --no-lockfile --ignore-scripts',
    ],
    upgrade: `pnpm add --save-dev ${PACKAGES}`,
    // A folder with npm's packages is replaced without a question.
    firstInstall: [
      'install', '--prod=false', '--no-frozen-lockfile', '--ignore-scripts', '--config.confirmModulesPurge=false',
      '--config.lockfile=true',
    ],
    firstInstallEnvironment: { NODE_ENV: undefined },
    repair: 'pnpm install --prod=false',
    settings: '"pnpm config list"',
  },
  [PackageManager.YARN]: {
    ...YARN,
    title: 'Yarn 4',
    ignored: ['.pnp.*', '.yarn/*', '!.yarn/patches', '!.yarn/plugins', '!.yarn/releases'],
    settingsFile: '',
    field: YARN_VERSION,
    bin: 'yarn ',
    runsSynth: 'yarn node --eval "require(\'projen/lib/run-projenrc-json.task.js\')"',
    setUp: `npm install --global --force ${PACKAGE_MANAGERS.yarn}`,
    build: ['yarn install --immutable', 'yarn install --no-immutable'],
    // "focus" accepts an outdated lock file. Plain "node" needs a node_modules folder.
    image: [
      'export YARN_NODE_LINKER=node-modules && yarn install --immutable && yarn workspaces focus --production',
      'YARN_NODE_LINKER=node-modules yarn workspaces focus --production',
    ],
    // A pipeline that creates a pair would otherwise forbid the new lock file.
    firstInstall: ['install', '--no-immutable'],
    firstInstallEnvironment: { NODE_ENV: undefined, YARN_ENABLE_SCRIPTS: 'false' },
    installsInPlace: true,
    settings: '"yarn config"',
  },
  [PackageManager.YARN_CLASSIC]: {
    ...NODE_MODULES,
    ...YARN,
    title: 'Yarn 1',
    // It knows no version behind the name.
    create: (_, appName) => `yarn create gitops-eks ${appName}`,
    field: PACKAGE_MANAGERS.yarnClassic,
    setUp: `npm install --global --force ${PACKAGE_MANAGERS.yarnClassic}`,
    build: ['yarn install --frozen-lockfile', 'yarn install --no-lockfile'],
    image: [
      'yarn install --production --frozen-lockfile --ignore-scripts',
      'yarn install --production --no-lockfile --ignore-scripts',
    ],
    // Its cache breaks when two installations write to it at once: the mutex makes the second one wait.
    firstInstall: [
      'install', '--production=false', '--ignore-scripts', '--non-interactive', '--disable-pnp', '--mutex', 'network',
    ],
    // Yarn 1 puts its own default there for the programs that it runs, which then wins over the registry of .npmrc files.
    firstInstallEnvironment: { NODE_ENV: undefined, npm_config_registry: undefined },
    settings: '"yarn config list"',
  },
  [PackageManager.BUN]: {
    ...NODE_MODULES,
    title: 'Bun',
    program: 'bun',
    words: { projen: 'bunx projen', install: 'bun install', test: 'bun run test', start: 'bun run start' },
    create: (version, appName) => `bun create gitops-eks@${version} ${appName}`,
    lockFile: 'bun.lock',
    field: '',
    setUp: `npm install --global ${PACKAGE_MANAGERS.bun}`,
    build: ['bun install --frozen-lockfile', 'bun install --no-save'],
    image: [
      'bun install --production --frozen-lockfile --ignore-scripts',
      'bun install --production --no-save --ignore-scripts',
    ],
    // Bun remembers for minutes what the newest release was.
    upgrade: `bun add --no-cache --dev ${PACKAGES}`,
    firstInstall: ['install', '--ignore-scripts', '--save-text-lockfile'],
    firstInstallEnvironment: { NODE_ENV: undefined },
    repair: 'bun install',
    settings: 'bunfig.toml',
  },
};

/** The facts of the answered package manager; those of npm while the answer is missing or wrong. */
export function factsOf(packageManager: `${PackageManager}` | ''): ManagerFacts {
  return MANAGERS[packageManager || PackageManager.NPM];
}
