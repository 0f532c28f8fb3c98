import { type Change, DEPLOY_PIPELINE, SYNC } from './change';
import { Architecture, ClusterCompute, ServiceType } from '../enums';

/** The topic "Service". */
export const SERVICE = {
  serviceType: {
    effect:
      '`ClusterIP` deletes the load balancer and its address; `LoadBalancer` creates one, which AWS bills. Running pods stay.',
    steps: [
      SYNC,
      {
        where: 'config',
        act: '`npx projen app:open`',
        why: 'prints the address; point your DNS to it',
        to: [ServiceType.LOADBALANCER],
      },
    ],
  },
  loadBalancerScheme: {
    effect: 'AWS cannot change the scheme of a load balancer, so you replace it. The new one has another address. Running pods stay.',
    steps: [
      {
        where: 'config',
        act: '`kubectl --context {clusterName} --namespace {appName}-{environment} delete service {appName}`',
        why: 'deletes the load balancer; the application is unreachable until the new one is ready',
        when: [{ option: 'serviceType', values: [ServiceType.LOADBALANCER] }],
      },
      SYNC,
      { where: 'config', act: '`npx projen app:open`', why: 'prints the new address; point your DNS to it' },
    ],
  },
  architecture: {
    effect:
      'Builds, images and nodes use the other processor architecture. An image of one architecture does not start on the other. ' +
      'The sync therefore applies the new image and the new `nodeSelector` together. Old pods run until the new ones are ready.',
    steps: [
      {
        where: 'config',
        act: '`kubectl --context {clusterName} apply --server-side --filename cluster/nodepool.yaml`',
        why: 'lets EKS Auto Mode create nodes of the new architecture',
        to: [Architecture.ARM64],
        when: [{ option: 'compute', values: [ClusterCompute.AUTO_MODE] }],
      },
      {
        where: 'config',
        act: 'Add a node group of the new architecture (`eksctl create nodegroup --help`).',
        why: 'the old node group stays until the last step',
        when: [{ option: 'compute', values: [ClusterCompute.MANAGED_NODES] }],
      },
      { ...DEPLOY_PIPELINE, why: 'makes CodeBuild build for the new architecture' },
      { where: 'app', act: '`npx projen pipeline:run`', why: 'builds and promotes an image of the new architecture' },
      { ...SYNC, act: '`git pull --rebase`, `npx projen app:diff`, `npx projen app:sync`' },
      {
        where: 'config',
        act: 'Delete the old node group (`eksctl delete nodegroup --help`).',
        why: 'AWS bills it until then',
        when: [{ option: 'compute', values: [ClusterCompute.MANAGED_NODES] }],
      },
    ],
  },
  port: {
    effect:
      "Pods listen on another port. The load balancer, its address and its port 80 stay, because the Service refers to the pods' port by name. " +
      'The server reads the port from the variable PORT of the Deployment.',
    steps: [SYNC],
  },
} as const satisfies Readonly<Record<string, Change>>;
