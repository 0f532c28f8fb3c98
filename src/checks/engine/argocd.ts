import { ANSWERS_FILE } from '../answers';
import { isManual } from '../environments';
import type { Facts } from '../facts';
import { at, fieldsAt, textAt } from '../fields';
import { type Finding, listOf } from '../finding';
import { type Application, urlFix } from './argocd-application';
import { projectProblems } from './argocd-project';
import { secretProblems } from './argocd-secret';
import { ofType } from '../iac/infrastructure';
import type { ObjectAt } from '../kubernetes/object';
import { branchOf, branchOfTasks, promotersIn, repositoryOf } from '../pipeline/promotion';

/** Compares the Applications with the manifests, and with the branch and the file that the pipeline promotes to. */
export function argocdProblems(facts: Facts): Finding[] {
  const applications = applicationsIn(facts);
  const made = facts.kustomizations.flatMap(({ objects }) => objects.filter(({ kind }) => kind === 'Application'));
  const several = facts.environments.length > 1;
  const missing = facts.answers.config.ENGINE === 'Flux' ? [] : facts.environments.filter(({ application }) =>
    several ? !made.some(({ name }) => name === application) : made.length === 0);
  return [
    ...missing.map(({ application, name, file }) => ({
      file,
      problem: `No Kustomization includes an Application ${application}.`,
      fix: `Add its manifest to resources in argocd/${several ? `environments/${name}/` : ''}kustomization.yaml.`,
    })),
    ...applications.flatMap((application) => [
      ...pathProblems(application, facts), ...namespaceProblems(application, facts),
      ...revisionProblems(application, facts), ...repositoryProblems(application, facts),
      ...nameProblems(application, facts), ...projectProblems(application), ...secretProblems(application, facts),
    ]),
  ];
}

/** An Application with several sources may read its overlay from any of them. */
function hasOneSource({ kind, value }: ObjectAt): boolean {
  return kind === 'Application' && at(value, 'spec', 'source') !== undefined;
}

function applicationsIn({ kustomizations }: Facts): Application[] {
  return kustomizations.flatMap((within) =>
    within.objects.filter(hasOneSource).map((object) => {
      const [source, destination] = ['source', 'destination'].map(
        (field) => fieldsAt(object.value, 'spec', field) as Record<string, string | undefined>,
      );
      const overlay = kustomizations.find(
        ({ folder }) => folder === `config/${String(source.path).replace(/^\.\/|\/+$/g, '')}`,
      );
      return { object, within, source, destination, overlay } as Application;
    }),
  );
}

function pathProblems({ object: { file, name }, source, overlay }: Application, { kustomizations }: Facts): Finding[] {
  const folders = kustomizations.map(({ folder }) => folder.slice('config/'.length));
  return overlay ? [] : [{
    file,
    problem: `Application ${name}: path ${source.path} is not the folder of a top-level Kustomization; these are ${listOf(folders)}.`,
    fix: 'Set path to the folder of the environment.',
  }];
}

/** The application's namespace must be that of its objects, and a manifest or Argo CD must create it. */
function namespaceProblems({ object, within, destination, overlay }: Application, { environments }: Facts): Finding[] {
  const { file, name, value } = object;
  const { namespace } = destination;
  const made = within.objects.filter(({ kind }) => kind === 'Namespace').map((each) => each.name);
  const isMade =
    made.includes(namespace ?? '') ||
    (fieldsAt(value, 'spec', 'syncPolicy').syncOptions as unknown[] | undefined)?.includes('CreateNamespace=true');
  const set = textAt(overlay?.value, 'namespace');
  const own = environments.find(({ application }) => application === name) ?? environments[0];
  return [
    ...set === undefined || set === namespace ? [] : [{
      file,
      problem: `Application ${name}: destination.namespace is ${namespace}, but ${overlay?.file} sets the namespace ${set}.`,
      fix: 'Use the same namespace in both places.',
    }],
    ...isMade ? [] : [{
      file,
      problem: `Application ${name}: no manifest creates the namespace ${namespace}; ${within.folder} creates ${listOf(made)}.`,
      fix: 'Use the same namespace in both places.',
    }],
    ...own === undefined || own.namespace === namespace ? [] : [{
      file: own.file,
      problem: `NAMESPACE is ${own.namespace}, but the Application ${name} runs in ${namespace} (${file}).`,
      fix: 'Use the same namespace in both places.',
    }],
  ];
}

/** Argo CD must follow the branch that the pipeline and the tasks commit to. */
function revisionProblems({ object: { file, name }, source, overlay }: Application, facts: Facts): Finding[] {
  const promoters = promotersIn(facts).filter(
    ({ variables }) => !overlay || `config/${String(variables.FILE)}` === overlay.file,
  );
  const isPromoted = promotersIn(facts).length > 0;
  const branch = branchOfTasks(facts, overlay?.folder);
  const writers = [
    ...promoters.map(({ resource, variables }) => ({
      who: `${resource.id} promotes to the branch`, where: resource.file, branch: branchOf(variables),
    })),
    ...(branch === undefined
      ? []
      : [{ who: 'the tasks push to the branch', where: `config/${ANSWERS_FILE}`, branch }]),
  ];
  return [
    ...writers.filter((one) => one.branch !== source.targetRevision).map(({ who, where, branch: other }) => ({
      file,
      problem: `Application ${name}: targetRevision is ${source.targetRevision}, but ${who} ${other} (${where}).`,
      fix: 'Use the same branch in both places.',
    })),
    ...overlay && isPromoted && promoters.length === 0 && !isManual(overlay.folder, facts.environments) ? [{
      file,
      problem: `Application ${name}: Argo CD reads ${overlay.file}, but the pipeline promotes into `
        + `${listOf(promotersIn(facts).map(({ variables }) => variables.FILE))}.`,
      fix: 'Use the same environment in path and FILE.',
    }] : [],
  ];
}

/** Argo CD must read the repository that the pipeline writes to. */
function repositoryProblems({ object: { file, name }, source }: Application, facts: Facts): Finding[] {
  const repository = source.repoURL?.split('/').at(-1);
  const expected = [
    ...promotersIn(facts).map(({ resource, variables }) => ({
      where: `${resource.id} promotes to`, is: String(repositoryOf(variables)),
    })),
    ...(facts.answers.config.CONFIG_REPO === undefined
      ? []
      : [{ where: `config/${ANSWERS_FILE} has CONFIG_REPO`, is: facts.answers.config.CONFIG_REPO }]),
  ];
  const made = ofType(facts.infrastructure, 'AWS::CodeCommit::Repository').map((each) => each.name);
  const finding = (other: string): Finding => ({
    file,
    problem: `Application ${name}: repoURL ${source.repoURL} names the repository ${repository}, but ${other}.`,
    fix: urlFix(facts.pair),
  });
  return [
    ...expected.filter(({ is }) => is !== repository).map(({ where, is }) => finding(`${where} ${is}`)),
    ...made.length === 0 || made.includes(repository) ? [] : [finding(`the stacks have ${listOf(made)}`)],
  ];
}

/** The tasks must use the name and the namespace of the Application. */
function nameProblems({ object }: Application, { pair, environments }: Facts): Finding[] {
  const names = environments.map(({ application }) => application);
  const namespace = textAt(object.value, 'metadata', 'namespace');
  const asked = pair
    .names(/^config\/scripts\/lib\//)
    .flatMap((file) =>
      [...(pair.text(file) ?? '').matchAll(/^argo\(\) \{ kube --namespace ([\w-]+) /gm)].map(([, where]) => ({
        file, where,
      })),
    );
  return [
    ...(names.length === 0 || names.includes(object.name)
      ? []
      : [{
        file: environments[0].file,
        problem: `APPLICATION is ${names.join(' or ')}, but the Application is ${object.name} (${object.file}).`,
        fix: 'Use the same name in both places.',
      }]),
    ...asked
      .filter(({ where }) => where !== namespace)
      .map(({ file, where }) => ({
        file: object.file,
        problem: `Application ${object.name} is in the namespace ${String(at(object.value, 'metadata', 'namespace'))}, but the tasks look in ${where} (${file}).`,
        fix: `Set metadata.namespace to ${where}.`,
      })),
  ];
}
