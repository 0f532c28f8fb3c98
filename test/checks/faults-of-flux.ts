import type { FileFault } from './faults-of-files';

const answers = { engine: 'flux' };
const [APPLICATION, SOURCE, PERMISSIONS] = ['application', 'source', 'permissions'].map((name) => `config/flux/${name}.yaml`);
const ANSWERS = 'config/scripts/lib/answers.sh';
const BASE = 'config/k8s/base';
const BIND = 'kind: Role\n  name: deployer\nsubjects';
const EDIT = 'kind: ClusterRole\n  name: edit\nsubjects';

/** Faults in the files of Flux. */
export const FLUX_FAULTS: readonly FileFault[] = [
  { answers, fault: 'another overlay in the Kustomization', in: APPLICATION, from: 'k8s/overlays/production', to: 'k8s/overlays/prod', words: 'path ./k8s/overlays/prod is not the folder of a top-level Kustomization' },
  { answers, fault: 'another source in the Kustomization', in: APPLICATION, from: 'kind: GitRepository\n    name: shop-production', to: 'kind: GitRepository\n    name: shop', words: 'its source is shop, but config/flux has "shop-production"' },
  { answers, fault: 'the Kustomization in another namespace', in: APPLICATION, from: 'namespace: shop-production', to: 'namespace: flux-system', words: 'is in the namespace flux-system, but the tasks look in shop-production' },
  { answers, fault: 'the source in another namespace', in: SOURCE, from: 'namespace: shop-production', to: 'namespace: flux-system', at: APPLICATION, words: 'but GitRepository shop-production is in flux-system' },
  { answers, fault: 'another Namespace for Flux', in: 'config/flux/namespace.yaml', from: 'name: shop-production', to: 'name: shop', at: APPLICATION, words: 'no manifest creates the namespace shop-production' },
  { answers, fault: 'another branch in the source', in: SOURCE, from: 'branch: main', to: 'branch: trunk', words: 'ref.branch is trunk, but Promote promotes to the branch main' },
  { answers, fault: 'a source without a branch', in: SOURCE, from: '  ref:\n    branch: main\n', to: '', words: 'ref.branch is master, but Promote promotes to the branch main' },
  { answers, fault: 'another repository in the source', in: SOURCE, from: 'repos/shop-k8s-config', to: 'repos/shop', words: 'names the repository shop, but Promote promotes to shop-k8s-config' },
  { answers, fault: 'a source over SSH', in: SOURCE, from: 'url: https://', to: 'url: ssh://', words: 'an IAM role works only over HTTPS' },
  { answers, fault: 'a source that does not sign in', in: SOURCE, from: 'provider: aws', to: 'provider: generic', words: 'provider is generic, so Flux does not sign in to CodeCommit' },
  { answers, fault: 'another name of the Kustomization', in: APPLICATION, from: 'name: shop-production\n  namespace', to: 'name: shop\n  namespace', at: ANSWERS, words: 'APPLICATION is shop-production, but the Kustomization is shop' },
  { answers, fault: 'a suspended Kustomization', in: APPLICATION, from: 'suspend: false', to: 'suspend: true', words: 'Flux would leave its objects in the cluster when it is deleted' },
  { answers, fault: 'no service account', in: APPLICATION, from: '  serviceAccountName: deployer\n', to: '', words: 'a commit could change anything in the cluster' },
  { answers, fault: 'another service account', in: APPLICATION, from: 'serviceAccountName: deployer', to: 'serviceAccountName: default', words: 'its service account is default, but config/flux has "deployer"' },
  { answers, fault: 'a ClusterRole that Flux extends', in: PERMISSIONS, from: BIND, to: EDIT, words: 'binds the ClusterRole edit, to which Flux adds its own kinds' },
  { answers, fault: 'permissions without a kind', in: PERMISSIONS, from: '      - networkpolicies\n', to: '', words: 'does not allow the kind NetworkPolicy' },
  { answers, fault: 'a cluster-scoped object among the manifests', in: `${BASE}/service.yaml`, from: 'kind: Service', to: 'kind: Namespace', at: PERMISSIONS, words: 'does not allow the kind Namespace' },
  { answers, fault: 'no Kustomization of Flux', in: 'config/flux/kustomization.yaml', from: '  - application.yaml\n', to: '', at: ANSWERS, words: 'No Kustomization of Kustomize includes a Kustomization of Flux' },
];
