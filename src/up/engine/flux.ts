import type { EngineSteps } from './engine-steps';
import type { ResolvedOptions } from '../../options/resolved-options';
import { type Step, task } from '../step';

export const flux = ({ cluster }: ResolvedOptions): EngineSteps => {
  const disconnect: Step = {
    id: 'connection',
    title: 'take the IAM role away from Flux',
    repo: 'config',
    commands: [task('flux:disconnect', '--yes')],
    // Flux must read the repository until it has deleted the application.
    needs: ['application'],
    minutes: 0.2,
    facts: ['connection'],
    isDone: ({ connection }) => connection === 'no',
  };
  return {
    written: [],
    steps: [
      {
        id: 'engine',
        title: 'install Flux',
        repo: 'config',
        commands: [task('flux:install')],
        needs: ['cluster'],
        minutes: 1,
        facts: ['engine'],
        isDone: ({ engine }) => engine === 'yes',
      },
      {
        id: 'connection',
        title: 'give Flux the IAM role that reads the config repo',
        repo: 'config',
        commands: [task('flux:connect')],
        // The stack of the repositories has the role.
        needs: ['engine', 'repositories'],
        minutes: 0.5,
        facts: ['connection'],
        isDone: ({ connection }) => connection === 'yes',
      },
    ],
    // EKS deletes the association with the cluster.
    removal: cluster === 'existing' ? [disconnect] : [],
  };
};
