import { NPM_INSTALL } from './npm-install';
import { PackageManager } from '../options/enums';
import { PACKAGE_MANAGERS } from '../versions';

/** A package manager's equivalents of the npm commands in templates. */
export interface Words {
  readonly projen: string;
  readonly install: string;
  readonly test: string;
  readonly start: string;
}

/** The properties of a package manager. To add one, add a member to the enum and a row here. */
export interface ManagerFacts {
  /** The name in READMEs. */
  readonly title: string;
  readonly program: string;
  readonly words: Words;
  /** The command that creates a pair. Callers append flags. */
  readonly create: (version: string, appName: unknown) => string;
  readonly lockFile: string;
  /** The settings file that an installation needs besides the lock file. Empty: none. */
  readonly settingsFile: string;
  /** Lines of `.gitignore`, in addition to `node_modules/`. */
  readonly ignored: readonly string[];
  /** The field `packageManager` of package.json. Empty: none. */
  readonly field: string;
  /** The prefix of a command that runs a program of an installed package. */
  readonly bin: string;
  /** The command that synthesizes without `.projen/tasks.json`. */
  readonly runsSynth: string;

  /** The command that installs the package manager in CodeBuild and in the Dockerfile. Empty: it comes with Node.js. */
  readonly setUp: string;
  /** The installation in CodeBuild, with a lock file and without one. */
  readonly build: readonly [locked: string, unlocked: string];
  /** The installation of run-time dependencies in the Dockerfile, with a lock file and without one. */
  readonly image: readonly [locked: string, unlocked: string];
  /** The first step of the task `upgrade`. */
  readonly upgrade: string;
  /** The command that asks the registry for the newest release. It explains a failed upgrade. */
  readonly probe: string;

  /** The arguments of the first installation. Flags take precedence over the machine's settings. */
  readonly firstInstall: readonly string[];
  /** Environment variables that the first installation sets, or removes if undefined. */
  readonly firstInstallEnvironment: Readonly<Record<string, string | undefined>>;
  /** Whether installed packages cannot be moved: Plug'n'Play refers to the cache by a relative path. */
  readonly installsInPlace: boolean;
  /** The command to run if the first installation failed or skipped packages. */
  readonly repair: string;
  /** The command or file that shows the user's settings, for error messages. */
  readonly settings: string;
}

const PACKAGES = 'create-gitops-eks@latest projen@latest';
const YARN_VERSION = PACKAGE_MANAGERS.yarn.replace('@yarnpkg/cli-dist', 'yarn');

/** Shared by the package managers that create a node_modules folder. */
const NODE_MODULES = {
  ignored: [],
  bin: 'node_modules/.bin/',
  runsSynth: 'node node_modules/projen/lib/run-projenrc-json.task.js',
  settingsFile: '',
  installsInPlace: false,
};

/** Shared by both Yarn versions. CodeBuild's image and the Node.js image include Yarn 1, which `--force` replaces. */
const YARN = {
  program: 'yarn',
  words: { projen: 'yarn projen', install: 'yarn install', test: 'yarn test', start: 'yarn start' },
  create: (version: string, appName: unknown) => `yarn create gitops-eks@${version} ${appName}`,
  lockFile: 'yarn.lock',
  upgrade: `yarn add --dev ${PACKAGES}`,
  probe: 'yarn info create-gitops-eks version',
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
    probe: 'npm view create-gitops-eks version --fetch-retries=0',
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
    probe: 'pnpm view create-gitops-eks version --config.fetch-retries=0',
    // confirmModulesPurge=false: pnpm would otherwise ask before it replaces a node_modules folder of npm.
    firstInstall: ['install', '--prod=false', '--no-frozen-lockfile', '--ignore-scripts', '--config.confirmModulesPurge=false', '--config.lockfile=true'],
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
    // "focus" accepts an outdated lock file, so "install --immutable" checks it first. The image runs plain "node",
    // which needs a node_modules folder.
    image: [
      'export YARN_NODE_LINKER=node-modules && yarn install --immutable && yarn workspaces focus --production',
      'YARN_NODE_LINKER=node-modules yarn workspaces focus --production',
    ],
    // In a CI job, Yarn would otherwise refuse to create the lock file.
    probe: 'yarn npm info create-gitops-eks --fields version',
    firstInstall: ['install', '--no-immutable'],
    firstInstallEnvironment: { NODE_ENV: undefined, YARN_ENABLE_SCRIPTS: 'false' },
    installsInPlace: true,
    settings: '"yarn config"',
  },
  [PackageManager.YARN_CLASSIC]: {
    ...NODE_MODULES,
    ...YARN,
    title: 'Yarn 1',
    // Yarn 1 does not support a version in "yarn create".
    create: (_, appName) => `yarn create gitops-eks ${appName}`,
    field: PACKAGE_MANAGERS.yarnClassic,
    setUp: `npm install --global --force ${PACKAGE_MANAGERS.yarnClassic}`,
    build: ['yarn install --frozen-lockfile', 'yarn install --no-lockfile'],
    image: ['yarn install --production --frozen-lockfile --ignore-scripts', 'yarn install --production --no-lockfile --ignore-scripts'],
    // Concurrent installations corrupt Yarn 1's cache. The mutex serializes them.
    firstInstall: ['install', '--production=false', '--ignore-scripts', '--non-interactive', '--disable-pnp', '--mutex', 'network'],
    // Yarn 1 sets this variable to its own default in the programs that it runs. It would take precedence over .npmrc
    // files.
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
    image: ['bun install --production --frozen-lockfile --ignore-scripts', 'bun install --production --no-save --ignore-scripts'],
    // Bun caches the version behind "latest" for minutes.
    upgrade: `bun add --no-cache --dev ${PACKAGES}`,
    probe: 'bun info create-gitops-eks version',
    firstInstall: ['install', '--ignore-scripts', '--save-text-lockfile'],
    firstInstallEnvironment: { NODE_ENV: undefined },
    repair: 'bun install',
    settings: 'bunfig.toml',
  },
};

/** The properties of a package manager; npm's if the answer is missing or invalid. */
export function factsOf(packageManager: `${PackageManager}` | ''): ManagerFacts {
  return MANAGERS[packageManager || PackageManager.NPM];
}
