/** Each is given as a flag, so that neither variables nor .npmrc files decide what is installed, and where. */
const FLAGS = [
  // All that the repositories need are development dependencies and their peers, which NODE_ENV=production and "omit" leave out.
  '--include=dev',
  '--include=optional',
  '--include=peer',
  '--legacy-peer-deps=false',
  '--strict-peer-deps=false',
  '--force=false',
  '--dry-run=false',
  '--global=false',
  '--location=project',
  // A package.json further up may name this folder as one of its workspaces.
  '--workspaces=false',
  '--install-strategy=hoisted',
  '--bin-links=true',
  // None of the packages has an install script.
  '--ignore-scripts=true',
  '--package-lock=true',
  '--package-lock-only=false',
  '--lockfile-version=3',
  // The addresses of a private registry would make the lock file useless in AWS CodeBuild.
  '--omit-lockfile-registry-resolved=true',
  '--no-audit',
  '--no-fund',
  '--json=false',
  '--loglevel=error',
];

/** The arguments with which npm installs the packages of a generated repository. */
export const NPM_INSTALL: readonly string[] = ['install', ...FLAGS];
