import { type Fields, at, listAt, matches, textAt, textsAt } from '../fields';
import { type Finding, listOf } from '../finding';
import type { FluxApplication } from './flux-application';
import type { ObjectAt } from '../kubernetes/object';

/** Compares the permissions of the Kustomization's service account with the objects that it must apply. */
export function accountProblems({ object, within, overlay }: FluxApplication): Finding[] {
  const account = textAt(object.value, 'spec', 'serviceAccountName');
  if (account === undefined) {
    return [{
      file: object.file,
      problem: `Kustomization ${object.name} has no serviceAccountName: a commit could change anything in the cluster.`,
      fix: 'Set serviceAccountName to the service account in flux/permissions.yaml.',
    }];
  }
  const ofKind = (kind: string) => within.objects.filter((each) => each.kind === kind);
  const named = ofKind('ServiceAccount').some(({ name }) => name === account);
  const bindings = ofKind('RoleBinding').filter(({ value }) =>
    listAt(value, 'subjects').some(({ kind, name }) => kind === 'ServiceAccount' && name === account));
  const roles = ofKind('Role').filter(({ name }) =>
    bindings.some(({ value }) => at(value, 'roleRef', 'kind') === 'Role' && at(value, 'roleRef', 'name') === name));
  const wide = bindings.filter(({ value }) => at(value, 'roleRef', 'kind') !== 'Role');
  return [
    ...named ? [] : [{
      file: object.file,
      problem: `Kustomization ${object.name}: its service account is ${account}, but ${within.folder} has ${listOf(ofKind('ServiceAccount').map(({ name }) => name))}.`,
      fix: 'Use the same name in both places.',
    }],
    ...wide.filter(({ value }) => ['admin', 'cluster-admin', 'edit'].includes(String(at(value, 'roleRef', 'name')))).map(
      ({ file, name, value }) => ({
        file,
        problem: `RoleBinding ${name} binds the ClusterRole ${String(at(value, 'roleRef', 'name'))}, to which Flux adds its own kinds: `
          + 'a Kustomization in a commit could change anything in the cluster.',
        fix: 'Bind a Role with the kinds that a commit may change.',
      }),
    ),
    ...bindings.length > 0 ? [] : [{
      file: object.file,
      problem: `Kustomization ${object.name}: no RoleBinding gives ${account} permissions, so Flux cannot apply anything.`,
      fix: `Bind a Role to the service account ${account}.`,
    }],
    ...roles.length === 0 || wide.length > 0 ? [] : refused(roles, overlay?.objects ?? []),
  ];
}

function refused(roles: readonly ObjectAt[], objects: readonly ObjectAt[]): Finding[] {
  const rules = roles.flatMap(({ value }) => listAt(value, 'rules'));
  return objects.filter((object) => !rules.some((rule) => allows(rule, object))).map((object) => ({
    file: roles[0].file,
    problem: `Role ${roles[0].name} does not allow the kind ${object.kind}, but Flux must apply ${object.name} (${object.file}).`,
    fix: `Allow ${plural(object.kind)} here, or delete the object.`,
  }));
}

/** A Role allows no cluster-scoped kind, whatever its rules say. */
function allows(rule: Fields, { kind, value }: ObjectAt): boolean {
  const [group] = /^(?:(.+)\/)?[^/]+$/.exec(textAt(value, 'apiVersion') ?? '')?.slice(1) ?? [];
  return !/^(Namespace|Cluster|CustomResourceDefinition|PersistentVolume$|PriorityClass|StorageClass)/.test(kind)
    && textsAt(rule, 'apiGroups').some((pattern) => matches(pattern, group ?? ''))
    && textsAt(rule, 'resources').some((pattern) => matches(pattern, plural(kind)));
}

function plural(kind: string): string {
  const name = kind.toLowerCase();
  return /(s|x|ch)$/.test(name) ? `${name}es` : name.replace(/y$/, 'ie') + 's';
}
