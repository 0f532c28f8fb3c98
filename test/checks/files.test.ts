import { BEFORE, FILE_FAULTS } from './faults-of-files';
import { FLUX_FAULTS } from './faults-of-flux';
import { checkPair } from '../../src/checks';
import { PAIRWISE_ANSWERS } from '../support/option-sets';
import { pairOf } from '../support/plant';
import { nameOf, renderPair } from '../support/render-pair';

const SHOP = { appName: 'shop', promotion: 'commit', scanGate: 'high', prBuilds: true, notify: 'on-call@example.com' };

test.each([...FILE_FAULTS, ...FLUX_FAULTS])('finds $fault', ({ fault, answers, at, words, ...edit }) => {
  const { findings } = checkPair(pairOf({ ...SHOP, ...answers }, [...(BEFORE[fault] ?? []), edit]));
  expect(findings).toContainEqual({
    file: at ?? edit.in, problem: expect.stringContaining(words), fix: expect.stringMatching(/^.{10,}[.)]$/),
  });
});

test('finds nothing in the pairs of all options', () => {
  const reports = PAIRWISE_ANSWERS.map((answers) => ({ answers, ...checkPair(pairOf(answers)) }));
  expect(reports.filter(({ findings }) => findings.length > 0)).toEqual([]);
  const unchecked = new Set(reports.flatMap((report) => report.unchecked));
  expect([...unchecked].sort()).toEqual([
    'app/cdk.out does not exist: run "npx projen infra:synth" in the app repo',
    'app/infra is checked by Terraform alone: run "npx projen infra:test" and "npx projen infra:plan" in the app repo',
  ]);
});

test.each(Object.entries(BEFORE))('finds nothing before %s', (_, edits) => {
  expect(checkPair(pairOf(SHOP, edits)).findings).toEqual([]);
});

test('a pair for an existing cluster may keep the eksctl file of an earlier answer', () => {
  const [file] = renderPair(SHOP).filter((one) => nameOf(one) === 'config/cluster/eksctl.yaml');
  const earlier = new Map([[nameOf(file), file.content]]);
  const answers = { ...SHOP, cluster: 'existing', compute: 'managed-nodes', clusterName: 'other' };
  expect(checkPair(pairOf(answers, [], earlier)).findings).toEqual([]);
});
