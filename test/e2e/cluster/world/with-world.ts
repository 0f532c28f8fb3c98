import { KubernetesApi } from './kubernetes-api';
import type { World } from './world';
import { stepsOf } from '../../support/steps';

const text = process.env.E2E_WORLD;

/** `describe` where the cluster runs. Elsewhere the tests count as skipped; why, was said at the start. */
export const describeWithCluster: jest.Describe = text ? describe : xdescribe as jest.Describe;

/** What runs. Not to be read outside of `describeWithCluster`. */
export const world: World = text ? JSON.parse(text) : undefined;
export const api: KubernetesApi = text ? new KubernetesApi(world.access) : undefined as unknown as KubernetesApi;

export const step = stepsOf('cluster');
