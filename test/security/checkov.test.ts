import { waiversOf } from './waivers';
import type { Answers } from '../../src/options/option';
import { OPTION_SETS_OF_THE_PIPELINE } from '../support/option-sets';
import { KUBECTL, testWith } from '../support/programs';
import { fileIn, renderPair } from '../support/render-pair';
import { CHECKOV, type Framework, checkovFindings } from '../support/security/checkov';
import { type Finding, compare } from '../support/security/findings';
import { everyInfrastructure } from '../support/security/infrastructure';
import { overlayOf } from '../support/security/overlay';

const testWithCheckov = testWith(CHECKOV);
const testWithBoth = [CHECKOV, KUBECTL].map(testWith).find((each) => each !== test) ?? test;

/** The waivers for each kind of file. */
const RULES: Readonly<Record<Exclude<Framework, 'terraform'>, RegExp>> = {
  cloudformation: /^CKV2?_AWS_/, dockerfile: /^CKV2?_DOCKER_/, kubernetes: /^CKV2?_K8S_/,
};

/** The ways to run the service. */
const SERVICES: readonly Answers[] = [
  { appName: 'shop' },
  { appName: 'shop', serviceType: 'ClusterIP', replicas: 1, cluster: 'existing', environment: 'staging' },
  { appName: 'shop', compute: 'managed-nodes', architecture: 'arm64', replicas: 5, syncPolicy: 'automated' },
];

function differences(framework: keyof typeof RULES, findings: readonly Finding[]): unknown {
  const waivers = waiversOf('checkov').filter(({ rules }) => rules.every((rule) => RULES[framework].test(rule)));
  return compare(findings, waivers);
}

test('every waiver is for one kind of file', () => {
  const kinds = waiversOf('checkov').map(
    ({ rules }) => Object.values(RULES).filter((pattern) => rules.every((rule) => pattern.test(rule))).length,
  );
  expect(kinds.filter((kind) => kind !== 1)).toEqual([]);
});

testWithCheckov(
  'finds only waived findings in the infrastructure',
  () => {
    const files = everyInfrastructure().map(({ template }, index) => ({
      path: `${index}/template.json`, content: JSON.stringify(template),
    }));
    const { findings, resources } = checkovFindings('cloudformation', files);
    expect(differences('cloudformation', findings)).toEqual({ unexplained: [], idle: [] });
    expect(resources).toBeGreaterThan(100);
  },
  180_000,
);

testWithCheckov(
  'finds only waived findings in the Dockerfile',
  () => {
    const texts = new Set(
      OPTION_SETS_OF_THE_PIPELINE.map((answers) => fileIn(renderPair(answers), 'app/Dockerfile').content),
    );
    const { findings, resources } = checkovFindings(
      'dockerfile',
      [...texts].map((content, index) => ({ path: `${index}/Dockerfile`, content })),
    );
    expect(differences('dockerfile', findings)).toEqual({ unexplained: [], idle: [] });
    expect(resources).toBe(texts.size);
  },
  60_000,
);

testWithBoth.each(SERVICES)(
  'finds only waived findings in the manifests that Argo CD applies: %j',
  (answers) => {
    const { findings, resources } = checkovFindings('kubernetes', [
      { path: 'manifests.yaml', content: overlayOf(answers) },
    ]);
    expect(differences('kubernetes', findings)).toEqual({ unexplained: [], idle: [] });
    expect(resources).toBeGreaterThanOrEqual(3);
  },
  60_000,
);

testWithCheckov.each<[Framework, string, string, string[]]>([
  [
    'cloudformation',
    'template.json',
    JSON.stringify({ Resources: { Open: { Type: 'AWS::S3::Bucket', Properties: { AccessControl: 'PublicRead' } } } }),
    ['CKV_AWS_20 at Open', 'CKV_AWS_53 at Open'],
  ],
  [
    'dockerfile',
    'Dockerfile',
    'FROM alpine:latest\nADD https://example.com/x /\n',
    ['CKV_DOCKER_3 at Dockerfile', 'CKV_DOCKER_4 at Dockerfile'],
  ],
  [
    'kubernetes',
    'manifests.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n    - name: c\n      image: i\n      securityContext:\n        privileged: true\n',
    ['CKV_K8S_16 at Pod', 'CKV_K8S_43 at Pod', 'CKV2_K8S_6 at Pod'],
  ],
])(
  'finds a violation: %s',
  (framework, path, content, places) => {
    const { findings } = checkovFindings(framework, [{ path, content }]);
    expect(findings.map(({ rule, resource }) => `${rule} at ${resource}`)).toEqual(expect.arrayContaining(places));
  },
  60_000,
);

testWithCheckov(
  'fails on unreadable input',
  () => {
    expect(() =>
      checkovFindings('cloudformation', [
        { path: 'template.json', content: '{"AWSTemplateFormatVersion": "2010-09-09", "Resources": ' },
      ]),
    ).toThrow('checkov');
  },
  60_000,
);
