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

export const FILE_FAULTS: readonly FileFault[] = [
  // Ports and paths
  fault('a targetPort of another name', 'targetPort "web" is no TCP port',
    { in: SERVICE, from: 'targetPort: http', to: 'targetPort: web' }),
  fault('the container port renamed', 'targetPort "http" is no TCP port',
    { in: DEPLOYMENT, from: 'name: http', to: 'name: web', at: SERVICE }),
  fault('a targetPort of another number', 'targetPort 80 is no TCP port',
    { in: SERVICE, from: 'targetPort: http', to: 'targetPort: 80' }),
  fault('a Service over UDP', 'is no UDP port', { in: SERVICE, from: 'port: 80', to: 'port: 80\n      protocol: UDP' }),
  fault('a container port that the server does not listen to',
    'the variable PORT is 8080, but containerPort is http (8000)',
    { in: DEPLOYMENT, from: 'containerPort: 8080', to: 'containerPort: 8000' }),
  fault('another PORT', 'the variable PORT is 8000, but containerPort is http (8080)',
    { in: DEPLOYMENT, from: 'value: "8080"', to: 'value: "8000"' }),
  fault('no PORT, and an image with another', 'the server listens to 3000',
    { in: 'app/Dockerfile', from: 'PORT=8080', to: 'PORT=3000', at: DEPLOYMENT }),
  fault('a server with a fixed port', 'server.js listens to 3000',
    { in: 'app/server.js', from: 'server.listen(PORT,', to: 'server.listen(3000,', at: DEPLOYMENT }),
  fault('another port exposed', 'EXPOSE names 3000', { in: 'app/Dockerfile', from: 'EXPOSE 8080', to: 'EXPOSE 3000' }),
  fault('a program that is not there', 'CMD starts index.js',
    { in: 'app/Dockerfile', from: '"server.js"', to: '"index.js"' }),
  fault('a probe of another path', 'readinessProbe of shop: the server does not answer the path /ready',
    { in: DEPLOYMENT, from: 'path: /readyz', to: 'path: /ready' }),
  fault('a path that the server lost', 'livenessProbe of shop: the server does not answer the path /healthz',
    { in: 'app/server.js', from: 'case \'/healthz\'', to: 'case \'/health\'', at: DEPLOYMENT }),
  fault('a probe of another port', 'readinessProbe of shop: port 8081 is no port of the container',
    { in: DEPLOYMENT, from: /path: \/readyz\n( +)port: http/, to: 'path: /readyz\n$1port: 8081' }),
  fault('a policy for another port', 'ingress port 80 (TCP) is no port of the containers',
    { in: POLICY, from: 'port: http', to: 'port: 80' }),
  fault('a policy for another protocol', 'ingress port "http" (UDP) is no port',
    { in: POLICY, from: 'protocol: TCP', to: 'protocol: UDP' }),
  fault('a policy that lets nothing in', 'lets no request reach port 8080',
    { in: POLICY, from: /ingress:\n[^]*/, to: 'ingress: []\n' }),
  // Shutdown, selectors, budgets
  fault('a grace period shorter than preStop',
    'terminationGracePeriodSeconds of shop is 4, but preStop takes 5 seconds',
    { in: DEPLOYMENT, from: 'terminationGracePeriodSeconds: 30', to: 'terminationGracePeriodSeconds: 4' }),
  fault('a longer preStop', 'is 30, but preStop takes 25 seconds and app/server.js drains for up to 10',
    { in: DEPLOYMENT, from: 'seconds: 5\n', to: 'seconds: 25\n' }),
  fault('a longer drain', 'drains for up to 60', { in: 'app/server.js', from: '10_000', to: '60_000', at: DEPLOYMENT }),
  fault('a Service that selects nothing', 'Service shop selects no pod',
    { in: SERVICE, from: `  selector:\n    ${NAME}`, to: '  selector:\n    app.kubernetes.io/name: shop2' }),
  fault('a policy that selects nothing', 'NetworkPolicy shop selects no pod',
    { in: POLICY, from: `matchLabels:\n      ${NAME}`, to: 'matchLabels:\n      app: shop' }),
  fault('a budget that selects nothing', 'PodDisruptionBudget shop selects no pod',
    { in: BUDGET, from: `matchLabels:\n      ${NAME}`, to: 'matchLabels:\n      app: shop' }),
  fault('a Deployment that does not select its pods', 'selector of Deployment shop is',
    { in: DEPLOYMENT, from: `matchLabels:\n      ${NAME}`, to: 'matchLabels:\n      app: shop' }),
  fault('a spread over other pods', 'topologySpreadConstraints of Deployment shop is',
    { in: DEPLOYMENT, from: `matchLabels:\n              ${NAME}`, to: 'matchLabels:\n              app: shop' }),
  fault('a budget of all replicas', 'with minAvailable 2, none of the 2 replicas of shop',
    { in: BUDGET, from: 'maxUnavailable: 1', to: 'minAvailable: 2' }),
  fault('a budget of a percentage of all', 'none of the 2 replicas',
    { in: BUDGET, from: 'maxUnavailable: 1', to: 'minAvailable: 51%' }),
  fault('a budget of none', 'it blocks each drain', { in: BUDGET, from: 'maxUnavailable: 1', to: 'maxUnavailable: 0' }),
  fault('replicas reduced to the budget', 'minAvailable 1, none of the 1 replicas',
    { in: OVERLAY, from: 'count: 2', to: 'count: 1', at: BUDGET }),
  fault('a rollout that cannot proceed', 'maxSurge and maxUnavailable are both 0',
    { in: DEPLOYMENT, from: 'maxSurge: 1', to: 'maxSurge: 0' }),
  // Kustomize
  fault('an image of another name', 'images changes "shop", but the containers run "shop-web"',
    { in: DEPLOYMENT, from: 'image: shop', to: 'image: shop-web', at: OVERLAY }),
  fault('replicas of another Deployment', 'replicas names "web", but the Deployment\'s name is "shop"',
    { in: OVERLAY, from: /replicas:\n {2}- name: shop/, to: 'replicas:\n  - name: web' }),
  fault('a manifest that is left out', 'resources does not name networkpolicy.yaml',
    { in: `${BASE}/kustomization.yaml`, from: '  - networkpolicy.yaml\n', to: '' }),
  fault('a manifest that is not there', 'resources names services.yaml',
    { in: `${BASE}/kustomization.yaml`, from: 'service.yaml', to: 'services.yaml' }),
  fault('an overlay without its base', 'config/k8s/overlays/base does not exist',
    { in: OVERLAY, from: '../../base', to: '../base' }),
  fault('a tag instead of a digest', 'the digest of shop is "latest"',
    { in: OVERLAY, from: /digest: "?sha256:0+"?/, to: 'digest: latest' }),
  fault('another registry', 'is not the registry that the pipeline pushes to: ECR repository "shop"',
    { in: OVERLAY, from: /\/shop"/, to: '/shop2"' }),
  fault('a registry in another region', 'is not the registry that the pipeline pushes to',
    { in: OVERLAY, from: 'ecr.us-east-1', to: 'ecr.eu-west-1' }),
  fault('broken YAML', 'The file is not valid YAML', { in: SERVICE, from: 'spec:', to: 'spec: [' }),
  // The engine
  fault('another overlay in the Application', 'path k8s/overlays/prod is no folder that Kustomize builds',
    { in: APPLICATION, from: 'path: k8s/overlays/production', to: 'path: k8s/overlays/prod' }),
  fault('the Application of the base', 'path k8s/base is no folder',
    { in: APPLICATION, from: 'path: k8s/overlays/production', to: 'path: k8s/base' }),
  fault('another branch in the Application', 'targetRevision is HEAD, but Promote promotes to the branch main',
    { in: APPLICATION, from: 'targetRevision: main', to: 'targetRevision: HEAD' }),
  fault('another namespace in the Application',
    `destination.namespace is shop, but ${OVERLAY} sets the namespace shop-production`,
    { in: APPLICATION, from: 'namespace: shop-production\n', to: 'namespace: shop\n' }),
  fault('another namespace in the overlay', 'sets the namespace shop.',
    { in: OVERLAY, from: 'namespace: shop-production', to: 'namespace: shop', at: APPLICATION }),
  fault('another Namespace', 'nothing makes the namespace shop-production',
    { in: 'config/argocd/namespace.yaml', from: 'name: shop-production', to: 'name: shop', at: APPLICATION }),
  fault('another name of the Application', 'APPLICATION is shop-production, but the Application is shop',
    {
      in: APPLICATION,
      from: 'name: shop-production\n  namespace: argocd',
      to: 'name: shop\n  namespace: argocd',
      at: ANSWERS,
    }),
  fault('the Application in another namespace', 'but the tasks look in argocd',
    { in: APPLICATION, from: 'namespace: argocd', to: 'namespace: default' }),
  fault('another project', 'its project is shop, but config/argocd has "shop-production"',
    { in: APPLICATION, from: 'project: shop-production', to: 'project: shop' }),
  fault('a project for another namespace', 'destinations allows "shop", but the Application runs in shop-production',
    { in: PROJECT, from: 'namespace: shop-production', to: 'namespace: shop' }),
  fault('a project for another cluster', 'on https://kubernetes.default.svc',
    { in: PROJECT, from: 'https://kubernetes.default.svc', to: 'https://example.com' }),
  fault('a project in another namespace', 'is in the namespace default, but its Application is in argocd',
    { in: PROJECT, from: 'namespace: argocd', to: 'namespace: default' }),
  fault('a project without the repository', 'sourceRepos allows "https://',
    {
      in: 'config/argocd/kustomization.yaml',
      from: /\n {6}- select:\n {10}kind: AppProject[^]*/,
      to: '\n',
      at: PROJECT,
      answers: { repoAuth: 'ssh' },
    }),
  fault('a project that refuses a kind', 'does not allow the kind Service',
    { in: PROJECT, from: 'kind: ResourceQuota', to: 'kind: Service' }),
  fault('a Namespace among the manifests', 'does not allow the kind Namespace',
    { in: `${BASE}/service.yaml`, from: 'kind: Service', to: 'kind: Namespace', at: PROJECT }),
  fault('a replacement of nothing', 'A replacement for ApplicationSet changes nothing',
    { in: 'config/argocd/kustomization.yaml', from: 'kind: Application', to: 'kind: ApplicationSet' }),
  fault('a replacement from nothing', 'The source of a replacement is ConfigMap connection with data.url',
    { in: 'config/argocd/kustomization.yaml', from: 'fieldPath: data.repoURL', to: 'fieldPath: data.url' }),
  fault('another repository', 'names the repository shop, but Promote promotes to shop-k8s-config',
    { in: CONNECTION, from: /shop-k8s-config$/m, to: 'shop', at: APPLICATION }),
  fault('an address that the Secret does not have',
    'but the Secret is for https://git-codecommit.us-east-1.amazonaws.com/v1/repos/shop-k8s-config',
    { in: CONNECTION, from: /repos\/shop-k8s-config$/m, to: 'repos//shop-k8s-config', at: APPLICATION }),
  fault('an address of another region', 'but the Secret is for git-codecommit.us-east-1',
    { in: CONNECTION, from: 'us-east-1', to: 'eu-west-1', at: APPLICATION, answers: { repoAuth: 'ssh' } }),
  fault('a Secret without its label', 'lacks the label',
    {
      in: 'config/scripts/argocd/connect.sh',
      from: 'argocd.argoproj.io/secret-type=repository',
      to: 'argocd.argoproj.io/secret-type=repo-creds',
    }),
  // Tasks
  fault('tasks for another overlay', 'OVERLAY is k8s/overlays/prod',
    { in: ANSWERS, from: 'OVERLAY=k8s/overlays/production', to: 'OVERLAY=k8s/overlays/prod' }),
  fault('tasks for another namespace', 'NAMESPACE is shop, but the Application shop-production runs in shop-production',
    { in: ANSWERS, from: 'NAMESPACE=shop-production', to: 'NAMESPACE=shop' }),
  fault('tasks for another registry', 'IMAGES is "shop2", but the stacks have AWS::ECR::Repository "shop"',
    { in: ANSWERS, from: 'IMAGES=shop', to: 'IMAGES=shop2' }),
  fault('other answers in the app repo', 'REGION is "us-east-1", but "eu-west-1" in the app repo',
    { in: 'app/scripts/lib/answers.sh', from: 'REGION=us-east-1', to: 'REGION=eu-west-1', at: ANSWERS }),
  fault('a cluster of another name', 'metadata.name is shop2, but the tasks use CLUSTER shop',
    { in: 'config/cluster/eksctl.yaml', from: 'name: shop', to: 'name: shop2' }),
  fault('a policy that the cluster ignores', 'NetworkPolicy shop limits nothing',
    { in: 'config/cluster/network-policy.yaml', from: '"true"', to: '"false"', at: POLICY }),
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
  fault('a script that is not there', 'A command runs scripts/pull.sh',
    { in: 'app/buildspec.yml', from: 'scripts/image/pull.sh', to: 'scripts/pull.sh' }),
  fault('a tag that is no commit', 'IMAGE_TAG is latest',
    { in: 'app/buildspec.yml', from: 'IMAGE_TAG="$CODEBUILD_RESOLVED_SOURCE_VERSION"', to: 'IMAGE_TAG=latest' }),
  fault('an image for another processor',
    'kubernetes.io/arch is amd64, but app/buildspec.yml builds the image for PLATFORM linux/arm64',
    { in: 'app/buildspec.yml', from: 'PLATFORM: linux/amd64', to: 'PLATFORM: linux/arm64', at: DEPLOYMENT }),
  fault('nodes with another processor', 'kubernetes.io/arch is arm64',
    { in: DEPLOYMENT, from: 'kubernetes.io/arch: amd64', to: 'kubernetes.io/arch: arm64' }),
  fault('more revisions than images',
    'it keeps 100 images, but the Deployment keeps the image that runs and 100 revisions',
    {
      in: DEPLOYMENT,
      from: 'revisionHistoryLimit: 5',
      to: 'revisionHistoryLimit: 100',
      at: 'app/infra/pipeline.yaml',
    }),
];

/** An edit before the fault, without which it has no effect. */
export const BEFORE: Readonly<Record<string, readonly Edit[]>> = {
  'no PORT, and an image with another': [
    { in: DEPLOYMENT, from: / {10}env:\n {12}- name: PORT\n {14}value: "8080"\n/, to: '' },
  ],
  'replicas reduced to the budget': [{ in: BUDGET, from: 'maxUnavailable: 1', to: 'minAvailable: 1' }],
};

function fault(name: string, words: string, rest: Omit<FileFault, 'fault' | 'words'>): FileFault {
  return { fault: name, words, ...rest };
}
