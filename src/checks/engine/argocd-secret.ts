import { ANSWERS_FILE } from '../answers';
import type { Facts } from '../facts';
import type { Finding } from '../finding';
import { type Application, urlFix } from './argocd-application';

/** The label that Argo CD requires on a Secret with repository credentials, and on one that registers a cluster. */
const LABEL = 'argocd.argoproj.io/secret-type=repository';
const CLUSTER_LABEL = 'argocd.argoproj.io/secret-type=cluster';

/** Compares the Secret that a task creates with the repository URL of the Application. */
export function secretProblems({ source, object }: Application, { pair, answers }: Facts): Finding[] {
  const { CONFIG_REPO_URL, CODECOMMIT_HOST, CONFIG_REPO } = answers.config;
  const scripts = pair
    .names(/^config\/scripts\/.*\.sh$/)
    .filter((name) => /create secret generic/.test(pair.text(name) ?? ''));
  const [, address] = /^ssh:\/\/(?:[A-Z0-9]+@)?(.+)$/.exec(source.repoURL ?? '') ?? [];
  const expected = address === undefined ? CONFIG_REPO_URL : `${CODECOMMIT_HOST}/v1/repos/${CONFIG_REPO}`;
  const actual = address ?? source.repoURL;
  const isKnown =
    address === undefined ? CONFIG_REPO_URL !== undefined : CODECOMMIT_HOST !== undefined && CONFIG_REPO !== undefined;
  return [
    ...scripts.filter((name) => !isLabelled(pair.text(name))).map((file) => ({
      file,
      problem: `The Secret that this task creates lacks the label ${LABEL}: Argo CD does not find it.`,
      fix: `Label the Secret with ${LABEL}.`,
    })),
    ...!isKnown || actual === expected ? [] : [{
      file: object.file,
      problem: `Application ${object.name}: repoURL is ${source.repoURL}, but the Secret is for ${expected} (config/${ANSWERS_FILE}): `
        + 'Argo CD finds credentials by their URL.',
      fix: urlFix(pair),
    }],
  ];
}

function isLabelled(script: string | undefined): boolean {
  return [LABEL, CLUSTER_LABEL].some((label) => new RegExp(`${label}(?![\\w-])`).test(script ?? ''));
}
