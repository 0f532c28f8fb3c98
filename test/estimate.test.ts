import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { main } from '../src/cli/main';
import { estimate } from '../src/estimate';
import type { Answers } from '../src/options/option';
import { resolveOptions } from '../src/options/resolve';
import { INSTANCES, PRICE_LIST, PRICES } from '../src/prices';
import { fakeIo } from './support/fake-io';
import { PAIRWISE_ANSWERS } from './support/option-sets';
import { fileIn, renderPair } from './support/render-pair';

const costs = (answers: Answers) => estimate(resolveOptions({ appName: 'shop', ...answers }));
const names = (answers: Answers) => costs(answers).lines.map(({ what }) => what).join('\n');

/**
 * Cluster 73, nodes 112 and 13 for Auto Mode, NAT gateway 33, load balancer 16, volumes 13, addresses 7 and 4, key 1.
 */
test('the default pair costs about 272 dollars a month, idle', () => {
  const { lines, perHour, perMonth } = costs({});
  expect(lines.flatMap((line) => line.perMonth ?? [])).toEqual([125, 73, 33, 16, 13, 7, 4, 1]);
  expect(perMonth).toBe(272);
  expect(perHour).toBe(0.37);
});

test('the totals are the sums of the lines', () => {
  for (const answers of PAIRWISE_ANSWERS) {
    const { lines, perHour, perMonth } = costs(answers);
    expect(lines.reduce((sum, line) => sum + (line.perMonth ?? 0), 0)).toBe(perMonth);
    expect(lines.reduce((sum, line) => sum + (line.perHour ?? 0), 0)).toBeCloseTo(perHour, 1);
    expect(Math.abs(perHour * 730 - perMonth)).toBeLessThan(5);
  }
});

test.each<[what: string, price: RegExp]>([
  ['CodePipeline', /0\.002 a minute of each action, rounded up; 100 minutes a month are free/],
  ['CodeCommit', /five active users are free, then 1\.00 a month each; CodeBuild, CodePipeline and the GitOps engine/],
  ['NAT gateway', /0\.045 an hour, 0\.045 a GB/],
  ['Network Load Balancer', /0\.0225 an hour/],
  ['EKS cluster', /0\.10 an hour; 0\.60 in extended support/],
])('names %s with its price', (name, price) => {
  expect(costs({}).lines.find(({ what }) => what === name)?.price).toMatch(price);
});

test.each<[answers: Answers, present: RegExp[], absent: RegExp[]]>([
  [{ cluster: 'existing' }, [/Load Balancer/, /addresses of the load balancer/], [/cluster/, /nodes/, /NAT/]],
  [{ serviceType: 'ClusterIP' }, [/EKS cluster/, /address of the NAT gateway$/m], [/load balancer/i]],
  [{ cluster: 'existing', serviceType: 'ClusterIP' }, [/KMS key/], [/load balancer/i, /address/, /NAT/]],
  [{ loadBalancerScheme: 'internal' }, [/Network Load Balancer/], [/addresses of the load balancer/]],
  [{ compute: 'managed-nodes' }, [/two m6i\.large/], [/Auto Mode/]],
  [{ architecture: 'arm64' }, [/two m7g\.large/], [/c6a/]],
  [{ scanner: 'inspector' }, [/Amazon Inspector/], []],
  [{ scanGate: 'none' }, [], [/Inspector/]],
])('lists only what the answers create: %j', (answers, present, absent) => {
  present.forEach((pattern) => expect(names(answers)).toMatch(pattern));
  absent.forEach((pattern) => expect(names(answers)).not.toMatch(pattern));
});

test('each distinct cluster costs, and what crosses a region is named', () => {
  const live = { name: 'live', clusterName: 'live' };
  const cluster = (answers: Answers) => costs(answers).lines.filter(({ what }) => !/Balancer|load balancers/.test(what)).reduce((sum, { perMonth = 0 }) => sum + perMonth, 0) - 1;
  const [one, two] = [['dev', 'live'], ['dev', live]].map((environments) => cluster({ environments }));
  expect(Math.abs(two - 2 * one)).toBeLessThan(5);
  expect(cluster({ environments: ['dev', 'test', live, { ...live, name: 'audit' }] })).toBe(two);
  for (const what of ['2 EKS clusters', 'nodes of 2 clusters: two c6a.large each', '2 NAT gateways', 'volumes of 4 nodes']) {
    expect(names({ environments: ['dev', live] })).toContain(what);
  }
  expect(names({ environments: ['dev', live] })).not.toContain('another region');
  expect(names({ environments: ['dev', { ...live, region: 'eu-west-1' }] })).toContain('images that nodes pull from another region');
  expect(names({ environments: ['dev', live], cluster: 'existing' })).not.toMatch(/EKS|NAT|nodes/);
});

test('each line names answers of the pair', () => {
  for (const answers of PAIRWISE_ANSWERS) {
    const options = resolveOptions(answers);
    const given = Object.entries(options).map(([name, value]) => `${name}: ${value}`);
    estimate(options).lines.filter(({ why }) => !['always', 'environments'].includes(why)).forEach(({ why }) =>
      expect(given).toEqual(expect.arrayContaining(why.split(', '))));
  }
});

test.each(['amd64', 'arm64'])('prices the %s nodes that eksctl creates', (architecture) => {
  const answers = { compute: 'managed-nodes', architecture };
  const config = parseYaml(fileIn(renderPair({ appName: 'shop', ...answers }), 'config/cluster/eksctl.yaml').content);
  const [group] = config.managedNodeGroups;
  expect(group.desiredCapacity).toBe(2);
  expect(names(answers)).toMatch(new RegExp(`nodes: two ${group.instanceType}$`, 'm'));
});

test('every price has a page of AWS as its source, and the list a date', () => {
  [...Object.values(PRICES), ...Object.values(INSTANCES)].forEach(({ dollars, source }) => {
    expect(dollars).toBeGreaterThan(0);
    expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z0-9/-]+pricing\//);
  });
  expect(PRICE_LIST.date).toMatch(/^20\d\d-\d\d-\d\d$/);
});

test('every README has the table, its date and its total', () => {
  for (const answers of PAIRWISE_ANSWERS) {
    const { content } = fileIn(renderPair(answers), 'app/README.md');
    const section = /## What costs money\n([^]*?)\n## /.exec(content)?.[1] ?? '';
    const { lines, perMonth } = estimate(resolveOptions(answers));
    expect(section.match(/^\| /gm)).toHaveLength(lines.length + 2);
    expect(section).toContain(`List prices of us-east-1 on ${PRICE_LIST.date} in US dollars`);
    expect(section).toContain(PRICE_LIST.calculator);
    expect(section).toContain(`about ${perMonth} dollars a month`);
  }
});

test('--dry-run shows the costs with their date and where to look them up', async () => {
  const io = fakeIo({ args: ['shop', '--yes', '--dry-run', '--json', '--cluster', 'existing'] });
  expect(await main(io)).toBe(0);
  const said = io.said.join('\n');
  const expected = costs({ cluster: 'existing' });
  expect(said).toContain(`about ${expected.perHour} dollars an hour, ${expected.perMonth} a month`);
  expect(said).toContain(`on ${PRICE_LIST.date}`);
  expect(said).toContain(PRICE_LIST.calculator);
  expect(said).toMatch(/ {2}Network Load Balancer +16 {2}0\.0225 an hour.*\(serviceType: LoadBalancer\)/);
  expect(said).not.toContain('EKS cluster');
  expect(JSON.parse(io.printed[0]).costs).toEqual(expected);
});

test('the README of this project shows the default pair as an example', () => {
  const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
  expect(readme).toContain(`about ${costs({}).perMonth} dollars a month`);
  expect(readme).toContain(PRICE_LIST.date);
});
