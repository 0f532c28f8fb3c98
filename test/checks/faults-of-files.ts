import type { Answers } from '../../src/options/option';
import type { Edit } from '../support/plant';

/** A fault in a file that both kinds of infrastructure have, and its message. */
export interface FileFault extends Edit {
  readonly fault: string;
  readonly answers?: Answers;
  /** The file to correct, where it is not the one with the mistake. */
  readonly at?: string;
  readonly words: string;
}

const BASE = 'config/k8s/base';
const [DEPLOYMENT, SERVICE, POLICY, BUDGET] = ['deployment', 'service', 'networkpolicy', 'poddisruptionbudget']
  .map((name) => `${BASE}/${name}.yaml`);
const OVERLAY = 'config/k8s/overlays/production/kustomization.yaml';
const [APPLICATION, PROJECT, CONNECTION] = ['application', 'appproject', 'connection']
  .map((name) => `config/argocd/${name}.yaml`);
const ANSWERS = 'config/scripts/lib/answers.sh';
const NAME = 'app.kubernetes.io/name: shop';

const MANAGED: Answers = {
  engine: 'argocd-managed',
  identityCenterArn: 'arn:aws:sso:::instance/ssoins-7223b02b8a1c2d3e',
  argocdAdmin: '93670a3c5b-1f7c0d5e-4b0a-4c1d-9e8f-a1b2c3d4e5f6',
};

export const FILE_FAULTS: readonly FileFault[] = [
  // Ports and paths
  { fault: 'a targetPort of another name', in: SERVICE, from: 'targetPort: http', to: 'targetPort: web', words: 'targetPort "web" is not a TCP port' },
  { fault: 'the container port renamed', in: DEPLOYMENT, from: 'name: http', to: 'name: web', at: SERVICE, words: 'targetPort "http" is not a TCP port' },
  { fault: 'a targetPort of another number', in: SERVICE, from: 'targetPort: http', to: 'targetPort: 80', words: 'targetPort 80 is not a TCP port' },
  { fault: 'a Service over UDP', in: SERVICE, from: 'port: 80', to: 'port: 80\n      protocol: UDP', words: 'is not a UDP port' },
  { fault: 'a container port that the server does not listen to', in: DEPLOYMENT, from: 'containerPort: 8080', to: 'containerPort: 8000', words: 'the variable PORT is 8080, but containerPort is http (8000)' },
  { fault: 'another PORT', in: DEPLOYMENT, from: 'value: "8080"', to: 'value: "8000"', words: 'the variable PORT is 8000, but containerPort is http (8080)' },
  { fault: 'no PORT, and an image with another', in: 'app/Dockerfile', from: 'PORT=8080', to: 'PORT=3000', at: DEPLOYMENT, words: 'the server listens on 3000' },
  { fault: 'a server with a fixed port', in: 'app/server.js', from: 'server.listen(PORT,', to: 'server.listen(3000,', at: DEPLOYMENT, words: 'server.js listens to 3000' },
  { fault: 'another port exposed', in: 'app/Dockerfile', from: 'EXPOSE 8080', to: 'EXPOSE 3000', words: 'EXPOSE names 3000' },
  { fault: 'a program that is not there', in: 'app/Dockerfile', from: '"server.js"', to: '"index.js"', words: 'CMD starts index.js' },
  { fault: 'a probe of another path', in: DEPLOYMENT, from: 'path: /readyz', to: 'path: /ready', words: 'readinessProbe of shop: the server does not answer the path /ready' },
  { fault: 'a path that the server lost', in: 'app/server.js', from: 'case \'/healthz\'', to: 'case \'/health\'', at: DEPLOYMENT, words: 'livenessProbe of shop: the server does not answer the path /healthz' },
  { fault: 'a probe of another port', in: DEPLOYMENT, from: /path: \/readyz\n( +)port: http/, to: 'path: /readyz\n$1port: 8081', words: 'readinessProbe of shop: port 8081 is not a port of the container' },
  { fault: 'a policy for another port', in: POLICY, from: 'port: http', to: 'port: 80', words: 'ingress port 80 (TCP) is not a port of the containers' },
  { fault: 'a policy for another protocol', in: POLICY, from: 'protocol: TCP', to: 'protocol: UDP', words: 'ingress port "http" (UDP) is not a port' },
  { fault: 'a policy that lets nothing in', in: POLICY, from: /ingress:\n[^]*/, to: 'ingress: []\n', words: 'blocks port 8080' },
  // Shutdown, selectors, budgets
  { fault: 'a grace period shorter than preStop', in: DEPLOYMENT, from: 'terminationGracePeriodSeconds: 30', to: 'terminationGracePeriodSeconds: 4', words: 'terminationGracePeriodSeconds of shop is 4, but preStop takes 5 seconds' },
  { fault: 'a longer preStop', in: DEPLOYMENT, from: 'seconds: 5\n', to: 'seconds: 25\n', words: 'is 30, but preStop takes 25 seconds and app/server.js drains for up to 10' },
  { fault: 'a longer drain', in: 'app/server.js', from: '10_000', to: '60_000', at: DEPLOYMENT, words: 'drains for up to 60' },
  { fault: 'a Service that selects nothing', in: SERVICE, from: `  selector:\n    ${NAME}`, to: '  selector:\n    app.kubernetes.io/name: shop2', words: 'Service shop selects no pod' },
  { fault: 'a policy that selects nothing', in: POLICY, from: `matchLabels:\n      ${NAME}`, to: 'matchLabels:\n      app: shop', words: 'NetworkPolicy shop selects no pod' },
  { fault: 'a budget that selects nothing', in: BUDGET, from: `matchLabels:\n      ${NAME}`, to: 'matchLabels:\n      app: shop', words: 'PodDisruptionBudget shop selects no pod' },
  { fault: 'a Deployment that does not select its pods', in: DEPLOYMENT, from: `matchLabels:\n      ${NAME}`, to: 'matchLabels:\n      app: shop', words: 'selector of Deployment shop is' },
  { fault: 'a spread over other pods', in: DEPLOYMENT, from: `matchLabels:\n              ${NAME}`, to: 'matchLabels:\n              app: shop', words: 'topologySpreadConstraints of Deployment shop is' },
  { fault: 'a budget of all replicas', in: BUDGET, from: 'maxUnavailable: 1', to: 'minAvailable: 2', words: 'with minAvailable 2, none of the 2 replicas of shop' },
  { fault: 'a budget of a percentage of all', in: BUDGET, from: 'maxUnavailable: 1', to: 'minAvailable: 51%', words: 'none of the 2 replicas' },
  { fault: 'a budget of none', in: BUDGET, from: 'maxUnavailable: 1', to: 'maxUnavailable: 0', words: 'it blocks every node drain' },
  { fault: 'replicas reduced to the budget', in: OVERLAY, from: 'count: 2', to: 'count: 1', at: BUDGET, words: 'minAvailable 1, none of the 1 replicas' },
  { fault: 'a rollout that cannot proceed', in: DEPLOYMENT, from: 'maxSurge: 1', to: 'maxSurge: 0', words: 'maxSurge and maxUnavailable are both 0' },
  // Kustomize
  { fault: 'an image of another name', in: DEPLOYMENT, from: 'image: shop', to: 'image: shop-web', at: OVERLAY, words: 'images changes "shop", but the containers run "shop-web"' },
  { fault: 'replicas of another Deployment', in: OVERLAY, from: /replicas:\n {2}- name: shop/, to: 'replicas:\n  - name: web', words: 'replicas contains "web", but the Deployment\'s name is "shop"' },
  { fault: 'a manifest that is left out', in: `${BASE}/kustomization.yaml`, from: '  - networkpolicy.yaml\n', to: '', words: 'resources does not contain networkpolicy.yaml' },
  { fault: 'a manifest that is not there', in: `${BASE}/kustomization.yaml`, from: 'service.yaml', to: 'services.yaml', words: 'resources contains services.yaml' },
  { fault: 'an overlay without its base', in: OVERLAY, from: '../../base', to: '../base', words: 'config/k8s/overlays/base does not exist' },
  { fault: 'a tag instead of a digest', in: OVERLAY, from: /digest: "?sha256:0+"?/, to: 'digest: latest', words: 'the digest of shop is "latest"' },
  { fault: 'another registry', in: OVERLAY, from: /\/shop"/, to: '/shop2"', words: 'is not the registry that the pipeline pushes to: ECR repository "shop"' },
  { fault: 'a registry in another region', in: OVERLAY, from: 'ecr.us-east-1', to: 'ecr.eu-west-1', words: 'is not the registry that the pipeline pushes to' },
  { fault: 'broken YAML', in: SERVICE, from: 'spec:', to: 'spec: [', words: 'The file is not valid YAML' },
  // The engine
  { fault: 'another overlay in the Application', in: APPLICATION, from: 'path: k8s/overlays/production', to: 'path: k8s/overlays/prod', words: 'path k8s/overlays/prod is not the folder of a top-level Kustomization' },
  { fault: 'the Application of the base', in: APPLICATION, from: 'path: k8s/overlays/production', to: 'path: k8s/base', words: 'path k8s/base is not the folder' },
  { fault: 'another branch in the Application', in: APPLICATION, from: 'targetRevision: main', to: 'targetRevision: HEAD', words: 'targetRevision is HEAD, but Promote promotes to the branch main' },
  { fault: 'another namespace in the Application', in: APPLICATION, from: 'namespace: shop-production\n', to: 'namespace: shop\n', words: 'destination.namespace is shop, but config/k8s/overlays/production/kustomization.yaml sets the namespace shop-production' },
  { fault: 'another namespace in the overlay', in: OVERLAY, from: 'namespace: shop-production', to: 'namespace: shop', at: APPLICATION, words: 'sets the namespace shop.' },
  { fault: 'another Namespace', in: 'config/argocd/namespace.yaml', from: 'name: shop-production', to: 'name: shop', at: APPLICATION, words: 'no manifest creates the namespace shop-production' },
  { fault: 'another name of the Application', in: APPLICATION, from: 'name: shop-production\n  namespace: argocd', to: 'name: shop\n  namespace: argocd', at: ANSWERS, words: 'APPLICATION is shop-production, but the Application is shop' },
  { fault: 'the Application in another namespace', in: APPLICATION, from: 'namespace: argocd', to: 'namespace: default', words: 'but the tasks look in argocd' },
  { fault: 'another project', in: APPLICATION, from: 'project: shop-production', to: 'project: shop', words: 'its project is shop, but config/argocd has "shop-production"' },
  { fault: 'a project for another namespace', in: PROJECT, from: 'namespace: shop-production', to: 'namespace: shop', words: 'destinations allows "shop", but the Application runs in shop-production' },
  { fault: 'a project for another cluster', in: PROJECT, from: 'https://kubernetes.default.svc', to: 'https://example.com', words: 'on https://kubernetes.default.svc' },
  { fault: 'a project in another namespace', in: PROJECT, from: 'namespace: argocd', to: 'namespace: default', words: 'is in the namespace default, but its Application is in argocd' },
  { fault: 'a project without the repository', in: 'config/argocd/kustomization.yaml', from: /\n {6}- select:\n {10}kind: AppProject[^]*/, to: '\n', at: PROJECT, answers: { repoAuth: 'ssh' }, words: 'sourceRepos allows "https://' },
  { fault: 'a project that refuses a kind', in: PROJECT, from: 'kind: ResourceQuota', to: 'kind: Service', words: 'does not allow the kind Service' },
  { fault: 'a Namespace among the manifests', in: `${BASE}/service.yaml`, from: 'kind: Service', to: 'kind: Namespace', at: PROJECT, words: 'does not allow the kind Namespace' },
  { fault: 'a replacement of nothing', in: 'config/argocd/kustomization.yaml', from: 'kind: Application', to: 'kind: ApplicationSet', words: 'A replacement for ApplicationSet changes nothing' },
  { fault: 'a replacement from nothing', in: 'config/argocd/kustomization.yaml', from: 'fieldPath: data.repoURL', to: 'fieldPath: data.url', words: 'The source of a replacement is ConfigMap connection with data.url' },
  { fault: 'another repository', in: CONNECTION, from: /shop-k8s-config$/m, to: 'shop', at: APPLICATION, words: 'names the repository shop, but Promote promotes to shop-k8s-config' },
  { fault: 'an address that the Secret does not have', in: CONNECTION, from: /repos\/shop-k8s-config$/m, to: 'repos//shop-k8s-config', at: APPLICATION, words: 'but the Secret is for https://git-codecommit.us-east-1.amazonaws.com/v1/repos/shop-k8s-config' },
  { fault: 'an address of another region', in: CONNECTION, from: 'us-east-1', to: 'eu-west-1', at: APPLICATION, answers: { repoAuth: 'ssh' }, words: 'but the Secret is for git-codecommit.us-east-1' },
  { fault: 'a Secret without its label', in: 'config/scripts/argocd/connect.sh', from: 'argocd.argoproj.io/secret-type=repository', to: 'argocd.argoproj.io/secret-type=repo-creds', words: 'lacks the label' },
  // The managed engine
  managed('an Application where the capability does not look', 'but the capability supports only argocd',
    { in: APPLICATION, from: 'namespace: argocd', to: 'namespace: default' }),
  managed('a capability for another namespace', 'the capability supports only gitops',
    { in: 'config/cluster/eksctl.yaml', from: 'namespace: argocd', to: 'namespace: gitops', at: APPLICATION }),
  managed('the address of the API server', 'destination.server is https://kubernetes.default.svc',
    { in: APPLICATION, from: 'name: in-cluster', to: 'server: https://kubernetes.default.svc' }),
  managed('a cluster that is registered under another name', 'destination.name is in-cluster, but the cluster is registered as shop',
    { in: 'config/scripts/argocd/install.sh', from: '--from-literal=name=in-cluster', to: '--from-literal=name=shop', at: APPLICATION }),
  managed('a registration without its label', 'lacks the label',
    { in: 'config/scripts/argocd/install.sh', from: 'secret-type=cluster', to: 'secret-type=clusters' }),
  managed('a project that no Application can use', 'sourceNamespaces has ',
    { in: PROJECT, from: '  sourceNamespaces:\n    - argocd\n', to: '' }),
  managed('a role that pulls another repository', 'may pull "shop", but Argo CD reads shop-k8s-config',
    { in: 'config/cluster/eksctl.yaml', from: ':shop-k8s-config', to: ':shop' }),
  managed('a stack for another namespace', 'the capability supports only gitops',
    { in: 'app/infra/capability.yaml', from: 'Namespace: argocd', to: 'Namespace: gitops', at: APPLICATION, answers: { ...MANAGED, cluster: 'existing' } }),
  // Tasks
  { fault: 'tasks for another overlay', in: ANSWERS, from: 'OVERLAY=k8s/overlays/production', to: 'OVERLAY=k8s/overlays/prod', words: 'OVERLAY is k8s/overlays/prod' },
  { fault: 'tasks for another namespace', in: ANSWERS, from: 'NAMESPACE=shop-production', to: 'NAMESPACE=shop', words: 'NAMESPACE is shop, but the Application shop-production runs in shop-production' },
  { fault: 'tasks for another registry', in: ANSWERS, from: 'IMAGES=shop', to: 'IMAGES=shop2', words: 'IMAGES is "shop2", but the stacks have AWS::ECR::Repository "shop"' },
  { fault: 'other answers in the app repo', in: 'app/scripts/lib/answers.sh', from: 'REGION=us-east-1', to: 'REGION=eu-west-1', at: ANSWERS, words: 'REGION is "us-east-1", but "eu-west-1" in the app repo' },
  { fault: 'a cluster of another name', in: 'config/cluster/eksctl.yaml', from: 'name: shop', to: 'name: shop2', words: 'metadata.name is shop2, but the tasks use CLUSTER shop' },
  { fault: 'a policy that the cluster ignores', in: 'config/cluster/network-policy.yaml', from: '"true"', to: '"false"', at: POLICY, words: 'NetworkPolicy shop has no effect' },
  // The infrastructure, by names that the CDK's compiler would refuse
  fault('a right on no resource', 'BuildPolicy uses Image, which no resource, parameter or export of the stacks has',
    { in: 'app/infra/pipeline.yaml', from: 'Resource: !GetAtt Images.Arn', to: 'Resource: !GetAtt Image.Arn' }),
  fault('a parameter that is not there', 'BuildLogs uses Days',
    { in: 'app/infra/pipeline.yaml', from: 'RetentionInDays: !Ref DaysToKeepLogs', to: 'RetentionInDays: !Ref Days' }),
  fault('an import of nothing', 'PullRequestBuildLogs uses shop-key',
    { in: 'app/infra/pull-requests.yaml', from: '!ImportValue shop-pipeline-key', to: '!ImportValue shop-key' }),
  fault('a pipeline that is deployed under another name', 'PullRequestBuild uses shop-pipeline-key',
    {
      in: 'app/scripts/lib/answers.sh',
      from: 'PIPELINE_STACK=shop-pipeline',
      to: 'PIPELINE_STACK=shop-pipe',
      at: 'app/infra/pull-requests.yaml',
    }),
  // The build
  { fault: 'a script that is not there', in: 'app/buildspec.yml', from: 'scripts/image/pull.sh', to: 'scripts/pull.sh', words: 'A command runs scripts/pull.sh' },
  { fault: 'a tag that is no commit', in: 'app/buildspec.yml', from: 'IMAGE_TAG="$CODEBUILD_RESOLVED_SOURCE_VERSION"', to: 'IMAGE_TAG=latest', words: 'IMAGE_TAG is latest' },
  { fault: 'an image for another processor', in: 'app/buildspec.yml', from: 'PLATFORM: linux/amd64', to: 'PLATFORM: linux/arm64', at: DEPLOYMENT, words: 'kubernetes.io/arch is amd64, but app/buildspec.yml builds the image for PLATFORM linux/arm64' },
  { fault: 'nodes with another processor', in: DEPLOYMENT, from: 'kubernetes.io/arch: amd64', to: 'kubernetes.io/arch: arm64', words: 'kubernetes.io/arch is arm64' },
  { fault: 'more revisions than images', in: DEPLOYMENT, from: 'revisionHistoryLimit: 5', to: 'revisionHistoryLimit: 100', at: 'app/infra/pipeline.yaml', words: 'it keeps 100 images, but the Deployment refers to the deployed image and those of 100 revisions' },
];

/** An edit before the fault, without which it has no effect. */
export const BEFORE: Readonly<Record<string, readonly Edit[]>> = {
  'no PORT, and an image with another': [
    { in: DEPLOYMENT, from: / {10}env:\n {12}- name: PORT\n {14}value: "8080"\n/, to: '' },
  ],
  'replicas reduced to the budget': [{ in: BUDGET, from: 'maxUnavailable: 1', to: 'minAvailable: 1' }],
};

function managed(name: string, words: string, rest: Omit<FileFault, 'fault' | 'words'>): FileFault {
  return { fault: name, words, answers: MANAGED, ...rest };
}

function fault(name: string, words: string, rest: Omit<FileFault, 'fault' | 'words'>): FileFault {
  return { fault: name, words, ...rest };
}
