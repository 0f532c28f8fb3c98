import type { EngineSteps } from './engine-steps';
import type { ResolvedOptions } from '../../options/resolved-options';
import { type Step, task } from '../step';

/** eksctl creates the capability with the cluster. An existing cluster gets it from a stack of the app repo. */
export const argocdManaged = ({ cluster }: ResolvedOptions): EngineSteps => {
  const capability: Step = {
    id: 'capability',
    title: 'create the Argo CD capability of the cluster',
    repo: 'app',
    commands: [task('argocd:deploy')],
    // The stack of the repositories has its role.
    needs: ['cluster', 'repositories'],
    minutes: 3,
    facts: ['capability'],
    isDone: (facts) => facts.capability === 'current',
  };
  const removal: Step = {
    id: 'capability',
    title: 'delete the Argo CD capability of the cluster',
    repo: 'app',
    commands: [task('argocd:delete', '--yes')],
    // The capability deletes the application.
    needs: ['application'],
    minutes: 3,
    facts: ['capability'],
    isDone: (facts) => facts.capability === 'none',
  };
  const isExisting = cluster === 'existing';
  return {
    written: [],
    removal: isExisting ? [removal] : [],
    steps: [
      ...isExisting ? [capability] : [],
      {
        id: 'engine',
        title: 'register the cluster with Argo CD',
        repo: 'config',
        commands: [task('argocd:install')],
        needs: isExisting ? ['capability'] : ['cluster'],
        minutes: 2,
        facts: ['engine', 'connection'],
        isDone: ({ engine, connection }) => engine === 'yes' && connection === 'yes',
      },
    ],
  };
};
