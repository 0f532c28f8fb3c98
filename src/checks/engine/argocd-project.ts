import { type Fields, fieldsAt, listAt, matches, textAt, textsAt } from '../fields';
import { type Finding, listOf } from '../finding';
import type { Application } from './argocd-application';
import type { ObjectAt } from '../kubernetes/object';

/** Compares the permissions of an AppProject with its Application. */
export function projectProblems(application: Application): Finding[] {
  const { object, within } = application;
  const name = textAt(object.value, 'spec', 'project');
  const projects = within.objects.filter(({ kind }) => kind === 'AppProject');
  const project = projects.find((candidate) => candidate.name === name);
  if (!project) {
    return name === 'default'
      ? []
      : [{
        file: object.file,
        problem: `Application ${object.name}: its project is ${name}, but ${within.folder} has ${listOf(projects.map((each) => each.name))}.`,
        fix: 'Set project to the name of an AppProject.',
      }];
  }
  return [...places(application, project), ...kinds(application, project)];
}

function places({ object, source, destination }: Application, { file, name, value }: ObjectAt): Finding[] {
  const [repositories, destinations] = [textsAt(value, 'spec', 'sourceRepos'), listAt(value, 'spec', 'destinations')];
  const allows = (allowed: Fields) =>
    (['server', 'name', 'namespace'] as const).every(
      (field) =>
        destination[field] === undefined ||
        allowed[field] === undefined ||
        matches(String(allowed[field]), destination[field]),
    );
  const [of, in_] = [object, value].map((each) =>
    textAt('value' in each ? (each.value as Fields) : each, 'metadata', 'namespace'),
  );
  return [
    ...(source.repoURL !== undefined && repositories.some((pattern) => matches(pattern, source.repoURL ?? ''))
      ? []
      : [{
        file,
        problem: `AppProject ${name}: sourceRepos allows ${listOf(repositories)}, but the Application reads ${source.repoURL} (${object.file}).`,
        fix: 'Allow that repository in sourceRepos.',
      }]),
    ...(destinations.some(allows)
      ? []
      : [{
        file,
        problem:
              `AppProject ${name}: destinations allows ${listOf(destinations.map((each) => each.namespace))}, ` +
              `but the Application runs in ${destination.namespace} on ${destination.server ?? destination.name} (${object.file}).`,
        fix: 'Allow that namespace and server in destinations.',
      }]),
    ...(of === in_
      ? []
      : [{
        file,
        problem: `AppProject ${name} is in the namespace ${in_}, but its Application is in ${of} (${object.file}).`,
        fix: 'Use the same namespace in both places.',
      }]),
  ];
}

/** Argo CD applies only kinds that the project allows. */
function kinds({ overlay }: Application, { file, name, value }: ObjectAt): Finding[] {
  const [clusterKinds, refused] = ['clusterResourceWhitelist', 'namespaceResourceBlacklist'].map((field) => listAt(value, 'spec', field));
  const allowed = fieldsAt(value, 'spec').namespaceResourceWhitelist === undefined ? undefined : listAt(value, 'spec', 'namespaceResourceWhitelist');
  const isListed = (object: ObjectAt, list: readonly Fields[]) => list.some(({ group, kind }) =>
    matches(String(kind), object.kind) && matches(String(group), groupOf(object)));
  return (overlay?.objects ?? []).filter((object) => CLUSTER_KINDS.includes(object.kind)
    ? !isListed(object, clusterKinds)
    : isListed(object, refused) || (allowed && !isListed(object, allowed))).map((object) => ({
    file,
    problem: `AppProject ${name} does not allow the kind ${object.kind}, but Argo CD must apply ${object.name} (${object.file}).`,
    fix: `Allow ${object.kind} here, or delete the object.`,
  }));
}

const CLUSTER_KINDS = [
  'ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'Namespace', 'PersistentVolume', 'PriorityClass',
  'StorageClass',
];

function groupOf({ value }: ObjectAt): string {
  const version = textAt(value, 'apiVersion') ?? '';
  return version.includes('/') ? version.split('/')[0] : '';
}
