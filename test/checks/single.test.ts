import { checkPair } from '../../src/checks';
import { type Edit, pairOf } from '../support/plant';

const SHOP = { appName: 'shop', layout: 'single', promotion: 'commit' };
const FLUX = { ...SHOP, engine: 'flux' };
const SEVERAL = { ...SHOP, environments: 'dev,production' };
const APPLICATION = 'config/argocd/application.yaml';

test.each<[string, object, Edit, string, string]>([
  [
    'Argo CD that follows the default branch', SHOP,
    { in: APPLICATION, from: 'targetRevision: deploy/production', to: 'targetRevision: main' }, APPLICATION,
    'targetRevision is main, but Promote promotes to the branch deploy/production',
  ],
  [
    'Flux that follows the default branch', FLUX,
    { in: 'config/flux/source.yaml', from: 'branch: deploy/production', to: 'branch: main' }, 'config/flux/source.yaml',
    'ref.branch is main, but Promote promotes to the branch deploy/production',
  ],
  [
    'tasks that change another branch', SHOP,
    { in: 'config/scripts/lib/answers.sh', from: /^STATE_BRANCH=.*$/m, to: 'STATE_BRANCH=deploy/live' }, APPLICATION,
    'but the tasks push to the branch deploy/live',
  ],
  [
    'an environment that follows the branch of another one', SEVERAL,
    { in: 'config/argocd/environments/production/application.yaml', from: 'targetRevision: deploy/production', to: 'targetRevision: deploy/dev' },
    'config/argocd/environments/production/application.yaml', 'targetRevision is deploy/dev, but Promote promotes to the branch deploy/production',
  ],
  [
    'a role that may not commit to the branch', SHOP,
    { in: 'app/infra/programs.yaml', from: 'refs/heads/deploy/production', to: 'refs/heads/deploy/live' }, 'app/infra/programs.yaml',
    'but Promote commits to "refs/heads/deploy/production"',
  ],
])('finds %s', (_, answers, edit, file, words) => {
  expect(checkPair(pairOf({ ...answers }, [edit])).findings).toContainEqual(
    expect.objectContaining({ file, problem: expect.stringContaining(words) }),
  );
});

test.each([SHOP, FLUX, SEVERAL])('finds nothing in %j', (answers) => {
  expect(checkPair(pairOf(answers)).findings).toEqual([]);
});
