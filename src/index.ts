export * from './app-project';
export * from './config-project';
export * from './options/enums';
export * from './options/gitops-options';
