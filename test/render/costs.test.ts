import type { Answers } from '../../src/options/option';
import { resolveOptions } from '../../src/options/resolve';
import { costsOf, idleMonth } from '../../src/render/costs';
import { PAIRWISE_ANSWERS } from '../support/option-sets';
import { fileIn, renderPair } from '../support/render-pair';

const costs = (answers: Answers) => costsOf(resolveOptions({ appName: 'shop', ...answers }));
const names = (answers: Answers) => costs(answers).map(({ what }) => what).join('\n');

/**
 * Prices of us-east-1 in November 2026, and the default pair's sum: cluster 73, nodes 112 + 13, NAT 33, load balancer
 * 16, addresses 7, key 1.
 */
test('the default pair costs about 255 dollars a month, idle', () => {
  expect(costs({}).filter(({ month }) => month).map(({ month }) => month)).toEqual([125, 73, 33, 16, 7, 1]);
  expect(idleMonth(costs({}))).toBe(255);
});

test.each<[what: string, price: RegExp]>([
  ['CodePipeline', /0\.002 a minute of each action, rounded up; 100 minutes a month are free/],
  ['CodeCommit', /five active users are free, then 1\.00 a month each; CodeBuild, CodePipeline and the GitOps engine count/],
  ['NAT gateway', /0\.045 an hour, 0\.045 a GB/],
  ['Network Load Balancer', /0\.0225 an hour/],
])('names %s with its price', (name, price) => {
  expect(costs({}).find(({ what }) => what === name)?.price).toMatch(price);
});

test.each<[answers: Answers, present: RegExp[], absent: RegExp[]]>([
  [{ cluster: 'existing' }, [/Load Balancer/, /addresses of the load balancer/], [/cluster/, /nodes/, /NAT/]],
  [{ serviceType: 'ClusterIP' }, [/EKS cluster/, /addresses of the NAT gateway$/m], [/load balancer/i]],
  [{ cluster: 'existing', serviceType: 'ClusterIP' }, [/KMS key/], [/load balancer/i, /addresses/, /NAT/]],
  [{ loadBalancerScheme: 'internal' }, [/Network Load Balancer/], [/addresses of .*load balancer/]],
  [{ compute: 'managed-nodes' }, [/two m6i\.large/], [/Auto Mode/]],
  [{ architecture: 'arm64' }, [/two m7g\.large/], [/c6a/]],
  [{ scanner: 'inspector' }, [/Amazon Inspector/], []],
  [{ scanGate: 'none' }, [], [/Inspector/]],
])('lists only what the answers create: %j', (answers, present, absent) => {
  present.forEach((pattern) => expect(names(answers)).toMatch(pattern));
  absent.forEach((pattern) => expect(names(answers)).not.toMatch(pattern));
});

test('every README has the table, its date and its total', () => {
  for (const answers of PAIRWISE_ANSWERS) {
    const { content } = fileIn(renderPair(answers), 'app/README.md');
    const section = /## What costs money\n([^]*?)\n## /.exec(content)?.[1] ?? '';
    const rows = costsOf(resolveOptions(answers));
    expect(section.match(/^\| /gm)).toHaveLength(rows.length + 2);
    expect(section).toContain('list prices of us-east-1 in dollars, November 2026');
    expect(section).toContain(`about ${idleMonth(rows)} dollars a month`);
  }
});
