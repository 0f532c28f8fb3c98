import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { Handler } from '../api/front';
import { ServiceError } from '../codecommit';
import type { Sessions } from '../iam/sessions';

/** An association of EKS Pod Identity, as the EKS API names its fields. */
export interface Association {
  readonly associationId: string;
  readonly clusterName: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly roleArn: string;
}

/** What it needs of the API of a cluster. */
export interface PodsApi {
  get(path: string): Promise<unknown>;
  create(path: string, object: object): Promise<unknown>;
}

/** The seconds after which a program has to fetch credentials again. EKS' are valid for hours. */
const LIFETIME = 5;

const POLICIES = '/apis/admissionregistration.k8s.io/v1';

/**
 * EKS Pod Identity, which moto lacks: its associations, the variables that EKS adds to a new pod, and the credentials
 * that the agent on each node gives to it. Sources: the EKS API reference; the EKS user guide, "Learn how EKS Pod
 * Identity grants pods access to AWS services"; the AWS SDKs reference guide, "Container credential provider".
 *
 * All clusters are one here, so the newest association of a service account counts.
 */
export class PodIdentity {
  private readonly associations: Association[] = [];

  constructor(private readonly sessions: () => Sessions, private readonly pods: () => PodsApi) {}

  /** Answers the EKS API. */
  readonly handler: Handler = async ({ service, operation, input }) => {
    const [method, url = ''] = operation.split(' ');
    const { pathname, searchParams } = new URL(url, 'https://eks');
    const [, clusterName, id] = /^\/clusters\/([^/]+)\/pod-identity-associations(?:\/([^/]+))?$/.exec(pathname) ?? [];
    if (service !== 'eks' || !clusterName) {
      return undefined;
    }
    const own = this.associations.filter((one) => one.clusterName === clusterName);
    if (method === 'GET' && !id) {
      const isAsked = (one: Association) => (['namespace', 'serviceAccount'] as const).every(
        (name) => !searchParams.has(name) || searchParams.get(name) === one[name]);
      return { associations: own.filter(isAsked) };
    }
    if (method === 'POST' && !id) {
      const { namespace, serviceAccount, roleArn } = input;
      if (own.some((one) => one.namespace === namespace && one.serviceAccount === serviceAccount)) {
        throw new ServiceError('ResourceInUseException', 'Association already exists', 409);
      }
      const association = {
        associationId: `a-${randomBytes(8).toString('hex')}`, clusterName, namespace, serviceAccount, roleArn,
      };
      this.associations.push(association);
      await this.addVariables(association);
      return { association };
    }
    const association = own.find(({ associationId }) => associationId === id);
    if (!association) {
      throw new ServiceError('ResourceNotFoundException', `No association ${id}`, 404);
    }
    if (method !== 'GET') {
      this.associations.splice(this.associations.indexOf(association), 1);
    }
    const changed = { ...association, ...(method === 'POST' && input.roleArn ? { roleArn: input.roleArn } : {}) };
    if (method === 'POST') {
      this.associations.push(changed);
    }
    return { association: changed };
  };

  /** Serves credentials to the pods of a service account. Returns the variables with which a program finds them. */
  async serve(namespace: string, serviceAccount: string): Promise<Readonly<Record<string, string>>> {
    const token = randomBytes(24).toString('hex');
    const server = createServer((request, response) => {
      this.credentials(namespace, serviceAccount, request.headers.authorization === token).then(
        (credentials) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(credentials)),
        (error: Error) => response.writeHead(400).end(error.message),
      );
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    server.unref();
    const { port } = server.address() as { port: number };
    return {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/v1/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: token,
    };
  }

  private async credentials(namespace: string, serviceAccount: string, isAuthorized: boolean): Promise<object> {
    const association = [...this.associations].reverse().find(
      (one) => one.namespace === namespace && one.serviceAccount === serviceAccount,
    );
    if (!isAuthorized || !association) {
      throw new Error('There is no association for this pod.');
    }
    const { clusterName, roleArn } = association;
    const session = await this.sessions().assume(roleArn, 'pods.eks.amazonaws.com', `eks-${clusterName}-pod`, {
      'aws:RequestTag/eks-cluster-name': clusterName,
      'aws:RequestTag/kubernetes-namespace': namespace,
      'aws:RequestTag/kubernetes-service-account': serviceAccount,
    });
    return {
      AccessKeyId: session.environment.AWS_ACCESS_KEY_ID,
      SecretAccessKey: session.environment.AWS_SECRET_ACCESS_KEY,
      Token: session.environment.AWS_SESSION_TOKEN,
      Expiration: new Date(Date.now() + LIFETIME * 1_000).toISOString().replace(/\.\d+Z$/, 'Z'),
    };
  }

  /** As EKS' webhook does with new pods of an associated service account. */
  private async addVariables({ namespace, serviceAccount }: Association): Promise<void> {
    const name = `pod-identity-${namespace}-${serviceAccount}`;
    if (await this.pods().get(`${POLICIES}/mutatingadmissionpolicies/${name}`)) {
      return;
    }
    const variables = [
      { name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', value: 'http://169.254.170.23/v1/credentials' },
      {
        name: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
        value: '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token',
      },
    ];
    const list = variables.map((one) =>
      `Object.spec.containers.env{name: ${JSON.stringify(one.name)}, value: ${JSON.stringify(one.value)}}`).join(', ');
    await this.pods().create(`${POLICIES}/mutatingadmissionpolicies`, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingAdmissionPolicy',
      metadata: { name },
      spec: {
        failurePolicy: 'Fail',
        reinvocationPolicy: 'Never',
        matchConstraints: {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
          resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
        },
        matchConditions: [{ name: 'account', expression: `object.spec.serviceAccountName == '${serviceAccount}'` }],
        mutations: [{
          patchType: 'ApplyConfiguration',
          applyConfiguration: {
            expression:
              'Object{spec: Object.spec{containers: object.spec.containers.map(c, ' +
              `Object.spec.containers{name: c.name, env: [${list}]})}}`,
          },
        }],
      },
    });
    await this.pods().create(`${POLICIES}/mutatingadmissionpolicybindings`, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingAdmissionPolicyBinding',
      metadata: { name },
      spec: { policyName: name },
    });
  }
}
