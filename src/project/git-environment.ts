/**
 * Variables for the identity, the configuration and the installation of Git. Other GIT_ variables may refer to another
 * repository.
 */
const KEPT_VARIABLES = /^GIT_((AUTHOR|COMMITTER)_(NAME|EMAIL|DATE)|CONFIG_(GLOBAL|SYSTEM|NOSYSTEM)|EXEC_PATH)$/i;

/**
 * The environment for Git without variables that refer to the caller's repository. Git hooks run with such variables.
 */
export function gitEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name, value]) =>
      !/^GIT_/i.test(name) ||
      // Git refuses to commit with an empty name. An empty variable means "not set".
      (KEPT_VARIABLES.test(name) && !(value === '' && /^GIT_(AUTHOR|COMMITTER)_/i.test(name))),
  );
  // The command line reads English messages. System-wide attributes could change the committed files.
  return { ...Object.fromEntries(kept), LC_ALL: 'C', GIT_ATTR_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' };
}
