// The public module of this folder: nodes of the cluster, and what they lack on this machine.

export { CLIENTS, inNetwork, NODES } from './network';
export { machineProblem, missingPrograms } from './missing';
export type { NodeName } from './settings';
export { nodeTokens, type NodesSettings, startNodes } from './start';
