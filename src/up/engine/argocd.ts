import type { EngineSteps } from './engine-steps';
import { task } from '../step';

export const argocd: EngineSteps = {
  written: ['argocd/connection.yaml'],
  removal: [],
  steps: [
    {
      id: 'engine',
      title: 'install Argo CD',
      repo: 'config',
      commands: [task('argocd:install')],
      needs: ['cluster'],
      minutes: 2,
      facts: ['engine'],
      isDone: ({ engine }) => engine === 'yes',
    },
    {
      id: 'connection',
      title: 'give Argo CD read access to the config repo',
      repo: 'config',
      commands: [task('argocd:connect')],
      // It tests the access.
      needs: ['engine', 'push-config'],
      minutes: 0.5,
      facts: ['connection'],
      isDone: ({ connection }) => connection === 'yes',
    },
  ],
};
