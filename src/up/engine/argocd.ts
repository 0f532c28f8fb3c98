import type { EngineSteps } from './engine-steps';
import type { ResolvedOptions } from '../../options/resolved-options';
import { task } from '../step';

export const argocd = ({ environments }: ResolvedOptions): EngineSteps => ({
  written: [environments.length > 0 ? 'argocd/connection/connection.yaml' : 'argocd/connection.yaml'],
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
});
