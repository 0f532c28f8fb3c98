import { fileIn, renderPair } from '../support/render-pair';

/** The environment of a project in the rendered stack of programs, and its timeout. */
function environmentOf(project: string, region: string, architecture: string): string[] {
  const { content } = fileIn(renderPair({ appName: 'shop', region, architecture }), 'app/infra/programs.yaml');
  const [, resource] = new RegExp(`^  ${project}:\\n((?:    .*\\n|\\n)+)`, 'm').exec(content)!;
  return [
    ...resource.matchAll(/^ {6,8}(?:Type: \w*CONTAINER|ComputeType: \w+|PrivilegedMode: \w+|TimeoutInMinutes: \d+)$/gm),
  ].map(([line]) => line.trim());
}

describe.each(['ScanGate', 'Promote'])('%s', (project) => {
  test.each(['amd64', 'arm64'])(
    'runs on Lambda compute where available, without unsupported settings: %s',
    (architecture) => {
      expect(environmentOf(project, 'eu-west-1', architecture)).toEqual([
        'Type: LINUX_LAMBDA_CONTAINER', 'ComputeType: BUILD_LAMBDA_2GB',
      ]);
    },
  );

  test.each(['amd64', 'arm64'])('runs on x86 containers elsewhere, never on ARM: %s', (architecture) => {
    expect(environmentOf(project, 'eu-north-1', architecture)).toEqual([
      'Type: LINUX_CONTAINER', 'ComputeType: BUILD_GENERAL1_SMALL', 'TimeoutInMinutes: 15',
    ]);
  });
});
