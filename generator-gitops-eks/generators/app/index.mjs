export { default } from 'create-gitops-eks/generators/app/index.mjs';
