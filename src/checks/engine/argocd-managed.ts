import type { Facts } from '../facts';
import { type Fields, fieldsAt, isFields, listAt, textAt, textsAt } from '../fields';
import { type Finding, listOf } from '../finding';
import { ofType } from '../iac/infrastructure';
import type { ObjectAt } from '../kubernetes/object';

/** An Argo CD capability, of the cluster's eksctl configuration or of a stack. */
interface Capability {
  readonly file: string;
  /** The only namespace in which it supports Applications. */
  readonly namespace: string | undefined;
  /** The ARNs that its role may pull. Undefined if another stack has the role. */
  readonly repositories?: readonly string[];
}

/** The namespace if the configuration has none. Source: the EKS API, ArgoCdConfigRequest. */
const DEFAULT_NAMESPACE = 'argocd';

/** Compares the Argo CD capability of the cluster with the Application, its project and the registered cluster. */
export function argocdManagedProblems(facts: Facts): Finding[] {
  const capabilities = [...inEksctl(facts), ...inStacks(facts)];
  const objects = facts.kustomizations.flatMap((each) => each.objects);
  const of = (kind: string) => objects.filter((object) => object.kind === kind);
  return capabilities.flatMap((capability) => [
    ...of('Application').flatMap((application) => applicationProblems(application, capability, facts)),
    ...of('AppProject').flatMap((project) => projectProblems(project, capability)),
    ...repositoryProblems(capability, facts),
  ]);
}

function inEksctl({ pair }: Facts): Capability[] {
  return pair.names(/^config\/cluster\/.*\.ya?ml$/).flatMap((file) =>
    pair.documents(file).filter(isFields).flatMap((value) => listAt(value, 'capabilities'))
      .filter((capability) => capability.type === 'ARGOCD')
      .map((capability) => ({
        file,
        namespace: textAt(capability, 'configuration', 'argocd', 'namespace'),
        repositories: pulledBy(fieldsAt(capability, 'attachPolicy')),
      })));
}

function inStacks({ infrastructure }: Facts): Capability[] {
  return ofType(infrastructure, 'AWS::EKS::Capability').map(({ file, properties }) => ({
    file, namespace: textAt(properties, 'Configuration', 'ArgoCd', 'Namespace'),
  }));
}

function pulledBy(policy: Fields): string[] {
  return listAt(policy, 'Statement')
    .filter((statement) => textsAt(statement, 'Action').includes('codecommit:GitPull'))
    .flatMap((statement) => textsAt(statement, 'Resource'));
}

function applicationProblems(
  { file, name, value }: ObjectAt, { file: where, namespace = DEFAULT_NAMESPACE }: Capability, { pair }: Facts,
): Finding[] {
  const [own, destination] = [textAt(value, 'metadata', 'namespace'), fieldsAt(value, 'spec', 'destination')];
  const registered = pair.names(/^config\/scripts\/.*\.sh$/).flatMap((script) =>
    [...(pair.text(script) ?? '').matchAll(/create secret generic .*--from-literal=name=([\w-]+)/g)]
      .map(([, cluster]) => ({ script, cluster })));
  return [
    ...own === namespace ? [] : [{
      file,
      problem: `Application ${name} is in the namespace ${own}, but the capability supports only ${namespace} (${where}).`,
      fix: 'Use the same namespace in both places.',
    }],
    ...destination.server === undefined ? [] : [{
      file,
      problem: `Application ${name}: destination.server is ${String(destination.server)}, but the managed Argo CD runs outside the cluster.`,
      fix: 'Set destination.name to the name of the registered cluster instead.',
    }],
    ...registered
      .filter(({ cluster }) => destination.name !== undefined && cluster !== destination.name)
      .map(({ script, cluster }) => ({
        file,
        problem: `Application ${name}: destination.name is ${String(destination.name)}, but the cluster is registered as ${cluster} (${script}).`,
        fix: 'Use the same name in both places.',
      })),
  ];
}

function projectProblems({ file, name, value }: ObjectAt, { namespace = DEFAULT_NAMESPACE }: Capability): Finding[] {
  const allowed = textsAt(value, 'spec', 'sourceNamespaces');
  return allowed.includes(namespace) ? [] : [{
    file,
    problem: `AppProject ${name}: sourceNamespaces has ${listOf(allowed)}, but the managed Argo CD requires ${namespace} in it.`,
    fix: `Add ${namespace} to sourceNamespaces.`,
  }];
}

/** The role must pull the repository that the Application reads, and no other. */
function repositoryProblems({ file, repositories }: Capability, { answers }: Facts): Finding[] {
  const { CONFIG_REPO } = answers.config;
  const pulled = (repositories ?? []).map((arn) => arn.split(':').at(-1));
  const isRight = pulled.length === 1 && pulled[0] === CONFIG_REPO;
  return repositories === undefined || CONFIG_REPO === undefined || isRight ? [] : [{
    file,
    problem: `The role of the capability may pull ${listOf(pulled)}, but Argo CD reads ${CONFIG_REPO}.`,
    fix: 'Correct Resource in attachPolicy.',
  }];
}
