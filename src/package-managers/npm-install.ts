/**
 * Flags take precedence over environment variables and .npmrc files, so the caller's settings do not change the result.
 */
const FLAGS = [
  // The repositories need only development dependencies and their peers. NODE_ENV=production and "omit" would skip
  // them.
  '--include=dev',
  '--include=optional',
  '--include=peer',
  '--legacy-peer-deps=false',
  '--strict-peer-deps=false',
  '--force=false',
  '--dry-run=false',
  '--global=false',
  '--location=project',
  // A package.json in a parent folder may list this folder as a workspace.
  '--workspaces=false',
  '--install-strategy=hoisted',
  '--bin-links=true',
  // None of the packages has an install script.
  '--ignore-scripts=true',
  '--package-lock=true',
  '--package-lock-only=false',
  '--lockfile-version=3',
  // AWS CodeBuild cannot reach the URLs of a private registry.
  '--omit-lockfile-registry-resolved=true',
  '--no-audit',
  '--no-fund',
  '--json=false',
  '--loglevel=error',
];

/** npm's arguments for the first installation in a generated repository. */
export const NPM_INSTALL: readonly string[] = ['install', ...FLAGS];
