import { join } from 'node:path';
import { untilNodesReady } from './nodes';
import { CONTROL_PLANE, LOGS, REGION } from './settings';
import { ACCOUNT, type World as Account } from '../../../aws-stand-in';
import { type RunningWorld, startWorld } from '../../cluster/world/world';
import type { Engines } from '../../engines/engines';
import { startNodes } from '../node';

/** ECR's registry. */
export const REGISTRY = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;

const ROLE = 'node-of-the-tests';
/** The statement of AmazonEC2ContainerRegistryPullOnly, the managed policy that EKS requires of the role of a node. */
const PULL_ONLY = {
  Effect: 'Allow',
  Action: [
    'ecr:GetAuthorizationToken', 'ecr:BatchImportUpstreamImage', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer',
  ],
  Resource: '*',
};

/** Starts the account, Kubernetes with real nodes, and Docker, which builds images. */
export async function startPodsWorld(engines: Engines): Promise<RunningWorld> {
  const running = await startWorld(engines, CONTROL_PLANE, LOGS);
  const { account, world, api } = running;
  const nodes = async () => {
    await startNodes({
      engines,
      folder: join(world.state, 'nodes'),
      logs: LOGS,
      cgroup: process.env.E2E_CGROUP!,
      authority: account.authority.file,
      hosts: [REGISTRY, `api.ecr.${REGION}.amazonaws.com`],
      credentials: await nodeCredentials(account),
    });
    await untilNodesReady(api);
  };
  await Promise.all([nodes(), account.images.start()]);
  return running;
}

/** A session of the role of the nodes. */
async function nodeCredentials({ moto, assume }: Account): Promise<Readonly<Record<string, string>>> {
  const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  await moto.query('iam', { Action: 'CreateRole', RoleName: ROLE, AssumeRolePolicyDocument: policy(trust) });
  await moto.query('iam', {
    Action: 'PutRolePolicy', RoleName: ROLE, PolicyName: 'pull-only', PolicyDocument: policy(PULL_ONLY),
  });
  return assume(`arn:aws:iam::${ACCOUNT}:role/${ROLE}`, 'ec2.amazonaws.com', 'nodes');
}
