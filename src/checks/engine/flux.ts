import { ANSWERS_FILE } from '../answers';
import { isManual } from '../environments';
import type { Facts } from '../facts';
import { fieldsAt, textAt } from '../fields';
import { type Finding, listOf } from '../finding';
import { type FluxApplication, GROUP } from './flux-application';
import { accountProblems } from './flux-permissions';
import { ofType } from '../iac/infrastructure';
import { branchOf, branchOfTasks, promotersIn, repositoryOf } from '../pipeline/promotion';

/** Compares Flux's objects with the manifests, and with the branch and the file that the pipeline promotes to. */
export function fluxProblems(facts: Facts): Finding[] {
  const applications = applicationsIn(facts);
  const several = facts.environments.length > 1;
  const missing = facts.answers.config.ENGINE !== 'Flux' ? [] : facts.environments.filter(({ application }) =>
    several ? !applications.some(({ object }) => object.name === application) : applications.length === 0);
  return [
    ...missing.map(({ application, name, file }) => ({
      file,
      problem: `No Kustomization of Kustomize includes a Kustomization of Flux ${application}.`,
      fix: `Add its manifest to resources in flux/${several ? `environments/${name}/` : ''}kustomization.yaml.`,
    })),
    ...applications.flatMap((application) => [
      ...pathProblems(application, facts), ...namespaceProblems(application, facts),
      ...sourceProblems(application), ...branchProblems(application, facts), ...repositoryProblems(application, facts),
      ...nameProblems(application, facts), ...suspendProblems(application), ...accountProblems(application),
    ]),
  ];
}

function applicationsIn({ kustomizations }: Facts): FluxApplication[] {
  return kustomizations.flatMap((within) =>
    within.objects
      .filter(({ value }) => textAt(value, 'apiVersion')?.startsWith(`${GROUP.kustomize}/`))
      .map((object) => {
        const path = textAt(object.value, 'spec', 'path') ?? '';
        const source = within.objects.find(({ kind, name }) =>
          kind === 'GitRepository' && name === textAt(object.value, 'spec', 'sourceRef', 'name'));
        const overlay = kustomizations.find(({ folder }) => folder === `config/${path.replace(/^\.\/|\/+$/g, '')}`);
        return { object, within, path, source, overlay };
      }),
  );
}

function pathProblems(
  { object: { file, name }, path, overlay }: FluxApplication, { kustomizations }: Facts,
): Finding[] {
  const folders = kustomizations.map(({ folder }) => `./${folder.slice('config/'.length)}`);
  return overlay ? [] : [{
    file,
    problem: `Kustomization ${name}: path ${path} is not the folder of a top-level Kustomization; these are ${listOf(folders)}.`,
    fix: 'Set path to the folder of the environment.',
  }];
}

/** The namespace of Flux's objects must be that of the application, and a manifest must create it: Flux does not. */
function namespaceProblems(
  { object, within, source, overlay }: FluxApplication, { environments }: Facts,
): Finding[] {
  const { file, name } = object;
  const own = environments.find(({ application }) => application === name) ?? environments[0];
  const namespace = textAt(object.value, 'metadata', 'namespace');
  const made = within.objects.filter(({ kind }) => kind === 'Namespace').map((each) => each.name);
  const others = [
    { what: `${overlay?.file} sets the namespace`, is: textAt(overlay?.value, 'namespace') },
    { what: 'the tasks look in', is: own?.namespace },
    { what: `GitRepository ${source?.name} is in`, is: textAt(source?.value, 'metadata', 'namespace') },
  ];
  return [
    ...others.filter(({ is }) => is !== undefined && is !== namespace).map(({ what, is }) => ({
      file,
      problem: `Kustomization ${name} is in the namespace ${namespace}, but ${what} ${is}.`,
      fix: 'Use the same namespace in all places.',
    })),
    ...made.includes(namespace ?? '') ? [] : [{
      file,
      problem: `Kustomization ${name}: no manifest creates the namespace ${namespace}; ${within.folder} creates ${listOf(made)}.`,
      fix: 'Use the same namespace in both places.',
    }],
  ];
}

function sourceProblems({ object, within, source }: FluxApplication): Finding[] {
  const wanted = textAt(object.value, 'spec', 'sourceRef', 'name');
  if (!source) {
    const names = within.objects.filter(({ kind }) => kind === 'GitRepository').map(({ name }) => name);
    return [{
      file: object.file,
      problem: `Kustomization ${object.name}: its source is ${wanted}, but ${within.folder} has ${listOf(names)}.`,
      fix: 'Set sourceRef.name to the name of a GitRepository.',
    }];
  }
  const provider = textAt(source.value, 'spec', 'provider');
  const hasSecret = Object.keys(fieldsAt(source.value, 'spec', 'secretRef')).length > 0;
  return provider === 'aws' || hasSecret ? [] : [{
    file: source.file,
    problem: `GitRepository ${source.name}: provider is ${provider}, so Flux does not sign in to CodeCommit.`,
    fix: 'Set provider to aws.',
  }];
}

/** Flux must follow the branch that the pipeline and the tasks commit to. */
function branchProblems({ source, overlay }: FluxApplication, facts: Facts): Finding[] {
  const all = promotersIn(facts);
  const promoters = all.filter(({ variables }) => !overlay || `config/${String(variables.FILE)}` === overlay.file);
  const ofTasks = branchOfTasks(facts, overlay?.folder);
  // Without a branch, Flux reads "master".
  const branch = textAt(source?.value, 'spec', 'ref', 'branch') ?? 'master';
  const writers = [
    ...promoters.map(({ resource, variables }) => ({
      who: `${resource.id} promotes to the branch`, where: resource.file, to: branchOf(variables),
    })),
    ...ofTasks === undefined
      ? []
      : [{ who: 'the tasks push to the branch', where: `config/${ANSWERS_FILE}`, to: ofTasks }],
  ];
  return source ? [
    ...writers.filter(({ to }) => to !== branch).map(({ who, where, to }) => ({
      file: source.file,
      problem: `GitRepository ${source.name}: ref.branch is ${branch}, but ${who} ${to} (${where}).`,
      fix: 'Use the same branch in both places.',
    })),
    ...overlay && all.length > 0 && promoters.length === 0 && !isManual(overlay.folder, facts.environments) ? [{
      file: source.file,
      problem: `Flux reads ${overlay.file}, but the pipeline promotes into ${listOf(all.map(({ variables }) => variables.FILE))}.`,
      fix: 'Use the same environment in path and FILE.',
    }] : [],
  ] : [];
}

/** Flux must read the repository that the pipeline writes to. */
function repositoryProblems({ source }: FluxApplication, facts: Facts): Finding[] {
  const url = textAt(source?.value, 'spec', 'url');
  const repository = url?.split('/').at(-1);
  const { CONFIG_REPO, CONFIG_REPO_URL } = facts.answers.config;
  const expected = [
    ...promotersIn(facts).map(({ resource, variables }) => ({
      where: `${resource.id} promotes to`, is: String(repositoryOf(variables)),
    })),
    ...CONFIG_REPO === undefined ? [] : [{ where: `config/${ANSWERS_FILE} has CONFIG_REPO`, is: CONFIG_REPO }],
  ];
  const made = ofType(facts.infrastructure, 'AWS::CodeCommit::Repository').map((each) => each.name);
  const finding = (other: string): Finding => ({
    file: source?.file ?? '',
    problem: `GitRepository ${source?.name}: url ${url} names the repository ${repository}, but ${other}.`,
    fix: `Set url to ${CONFIG_REPO_URL ?? 'the HTTPS URL of that repository'}.`,
  });
  return source ? [
    ...expected.filter(({ is }) => is !== repository).map(({ where, is }) => finding(`${where} ${is}`)),
    ...made.length === 0 || made.includes(repository) ? [] : [finding(`the stacks have ${listOf(made)}`)],
    ...url?.startsWith('https://') ? [] : [finding('an IAM role works only over HTTPS')],
  ] : [];
}

/** The tasks must use the names of both objects. */
function nameProblems({ object, source }: FluxApplication, { environments }: Facts): Finding[] {
  const names = environments.map(({ application }) => application);
  return [object, ...source ? [source] : []]
    .filter(({ name }) => names.length > 0 && !names.includes(name))
    .map(({ file, kind, name }) => ({
      file: environments[0].file,
      problem: `APPLICATION is ${names.join(' or ')}, but the ${kind} is ${name} (${file}).`,
      fix: 'Use the same name in both places.',
    }));
}

/** Deleting a suspended Kustomization deletes none of its objects. */
function suspendProblems({ object: { file, name, value }, source }: FluxApplication): Finding[] {
  return fieldsAt(value, 'spec').suspend !== true ? [] : [{
    file,
    problem: `Kustomization ${name} is suspended: Flux would leave its objects in the cluster when it is deleted.`,
    fix: `Set suspend to false here, and to true in GitRepository ${source?.name}, which holds new commits.`,
  }];
}
