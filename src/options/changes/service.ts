import { type Change, DEPLOY_PIPELINE, SYNC } from './change';
import { Architecture, ClusterCompute, ServiceType } from '../enums';

/** The topic "Service". */
export const SERVICE = {
  serviceType: {
    effect:
      '`ClusterIP` deletes the load balancer, and its address ends; `LoadBalancer` creates one, which costs money. Pods are kept.',
    steps: [
      SYNC,
      {
        where: 'config',
        act: '`npx projen app:open`',
        why: 'prints the address: point your DNS to it',
        to: [ServiceType.LOADBALANCER],
      },
    ],
  },
  loadBalancerScheme: {
    effect: 'The scheme of a load balancer cannot be changed: it is made again, with another address. Pods are kept.',
    steps: [
      {
        where: 'config',
        act: '`kubectl --context {clusterName} --namespace {appName}-{environment} delete service {appName}`',
        why: 'deletes the load balancer: clients get no answer until the new one is up',
        when: [{ option: 'serviceType', values: [ServiceType.LOADBALANCER] }],
      },
      SYNC,
      { where: 'config', act: '`npx projen app:open`', why: 'prints the new address: point your DNS to it' },
    ],
  },
  architecture: {
    effect:
      'Builds, images and nodes are of another processor. An image of one architecture does not start on the other: ' +
      'the new nodes, the new image and the new `nodeSelector` come together, and the old pods run until the new ones are ready.',
    steps: [
      {
        where: 'config',
        act: '`kubectl --context {clusterName} apply --server-side --filename cluster/nodepool.yaml`',
        why: 'has EKS Auto Mode make nodes of the new architecture',
        to: [Architecture.ARM64],
        when: [{ option: 'compute', values: [ClusterCompute.AUTO_MODE] }],
      },
      {
        where: 'config',
        act: 'Add a node group of the new architecture (`eksctl create nodegroup --help`).',
        why: 'the old group stays until the last step',
        when: [{ option: 'compute', values: [ClusterCompute.MANAGED_NODES] }],
      },
      { ...DEPLOY_PIPELINE, why: 'has CodeBuild build for the new architecture' },
      { where: 'app', act: '`npx projen pipeline:run`', why: 'builds and promotes an image of the new architecture' },
      { ...SYNC, act: '`git pull --rebase`, `npx projen app:diff`, `npx projen app:sync`' },
      {
        where: 'config',
        act: 'Delete the old node group (`eksctl delete nodegroup --help`).',
        why: 'it costs money',
        when: [{ option: 'compute', values: [ClusterCompute.MANAGED_NODES] }],
      },
    ],
  },
  port: {
    effect:
      "Pods listen on another port. The load balancer, its address and its port 80 are kept: the Service finds the pods' port by its name. " +
      'The image reads the port from the variable PORT of the Deployment.',
    steps: [SYNC],
  },
} as const satisfies Readonly<Record<string, Change>>;
