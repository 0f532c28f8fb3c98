import { KubernetesApi } from './kubernetes-api';
import type { World } from './world';
import { stepsOf } from '../../support/steps';

const text = process.env.E2E_WORLD;

/** `describe` if the cluster runs. Otherwise the tests are skipped; the global setup printed the reason. */
export const describeWithCluster: jest.Describe = text ? describe : xdescribe as jest.Describe;

/** The running world. Read it only inside `describeWithCluster`. */
export const world: World = text ? JSON.parse(text) : undefined;
export const api: KubernetesApi = text ? new KubernetesApi(world.access) : undefined as unknown as KubernetesApi;

export const step = stepsOf('cluster');
