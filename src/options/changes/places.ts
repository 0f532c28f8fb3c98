import { ClusterSource } from '../enums';

/** Conditions of steps that differ with the source of the cluster. */
export const CREATED = [{ option: 'cluster', values: [ClusterSource.CREATE] }] as const;
export const EXISTING = [{ option: 'cluster', values: [ClusterSource.EXISTING] }] as const;
