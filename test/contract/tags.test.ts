import { testWithBash } from '../support/bash';
import { parseYaml } from '../support/parse-file';
import { fileIn, renderPair } from '../support/render-pair';
import { TaskFolder } from '../support/tasks';

/** Everything that belongs to a pair has the same tags, by which `down` finds what is left. */

const tagsOf = (repository: string) => ({
  'gitops-eks/pair': 'shop', 'gitops-eks/environment': 'production', 'gitops-eks/repository': repository,
});
const asWords = (tags: object, separator: string) => Object.entries(tags).map((tag) => tag.join('=')).join(separator);

testWithBash('each stack is deployed with them by CloudFormation', () => {
  const folder = new TaskFolder({}).program('aws', `case "$*" in
  *get-caller-identity*) echo 123456789012 ;;
  *describe-stacks*) echo CREATE_COMPLETE ;;
esac`);
  const deployments = ['repos/deploy', 'pipeline/deploy']
    .flatMap((path) => folder.run(path).calls)
    .filter((call) => call.includes('cloudformation deploy'));
  const stacks = new Set(deployments.map((call) => /--stack-name (\S+)/.exec(call)![1]));
  expect([...stacks]).toEqual(['shop-repositories', 'shop-pipeline', 'shop-programs', 'shop-pull-requests']);
  deployments.forEach((call) => expect(call).toContain(`--tags ${asWords(tagsOf('shop'), ' ')} --template-file`));
});

test('each stack of the CDK app has them', () => {
  const files = renderPair({ appName: 'shop', iac: 'cdk' });
  const { content } = fileIn(files, 'app/infra/lib/answers.ts');
  Object.entries(tagsOf('shop')).forEach(([name, value]) => expect(content).toContain(`  '${name}': '${value}',`));
  // All stacks get their properties from one function.
  const main = fileIn(files, 'app/infra/main.ts').content;
  expect(main).toMatch(/const propsOf = [^]*\n {2}tags,\n/);
  expect(main.match(/Stack\(app, /g)).toHaveLength(main.match(/propsOf\(/g)!.length);
});

test('each root module of Terraform gives them to all of its resources', () => {
  const files = renderPair({
    appName: 'shop',
    iac: 'terraform',
    engine: 'argocd-managed',
    cluster: 'existing',
    identityCenterArn: 'arn:aws:sso:::instance/ssoins-7223b02b8a1c2d3e',
    argocdAdmin: '93670a3c5b-1f7c0d5e-4b0a-4c1d-9e8f-a1b2c3d4e5f6',
  });
  const values = { 'var.app_name': '"shop"', 'var.app_repository': '"shop"' };
  for (const path of ['app/infra/main.tf', 'app/infra/capability/main.tf']) {
    const [, block] = /default_tags \{\n\s+tags = \{\n([^}]+)\}/.exec(fileIn(files, path).content)!;
    const text = Object.entries(values).reduce((all, [name, value]) => all.replace(name, value), block);
    const tags = [...text.matchAll(/"(.+?)" += "(.+?)"/g)].map(([, name, value]) => [name, value]);
    expect(Object.fromEntries(tags)).toEqual(tagsOf('shop'));
  }
});

test('everything that eksctl creates has them', () => {
  const file = fileIn(renderPair({ appName: 'shop' }), 'config/cluster/eksctl.yaml');
  expect(parseYaml(file.content, '1.2')[0]).toMatchObject({ metadata: { tags: tagsOf('shop-k8s-config') } });
});

test('a load balancer has them, except in Auto Mode, whose role must not tag', () => {
  const annotation = 'service.beta.kubernetes.io/aws-load-balancer-additional-resource-tags';
  const service = (compute: string) => {
    const { content } = fileIn(renderPair({ appName: 'shop', compute }), 'config/k8s/base/service.yaml');
    return parseYaml(content, '1.2')[0] as any;
  };
  expect(service('managed-nodes').metadata.annotations[annotation]).toBe(asWords(tagsOf('shop-k8s-config'), ','));
  expect(service('auto-mode').metadata.annotations).not.toHaveProperty([annotation]);
});
