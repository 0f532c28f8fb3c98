export * from './app-project';
export * from './config-project';
export * from './gitops-project';
export * from './options/enums';
export { GitOpsEnvironment } from './options/gitops-environment';
export * from './options/gitops-options';
