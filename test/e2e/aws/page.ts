import { parse } from 'yaml';
import type { Pair } from './pair';
import { until } from '../../support/machine/until';

/** Pulls an image, runs it with the Deployment's rights, and returns its page. */
export async function pageOf(pair: Pair, image: string): Promise<string> {
  const registry = image.split('/')[0];
  const {
    securityContext, containers: [container],
  } = parse(pair.read('config', 'k8s/base/deployment.yaml')).spec.template.spec;
  const port = container.env.find(({ name }: { name: string }) => name === 'PORT').value;
  await pair.well(
    'app', 'bash', '-c',
    `aws ecr get-login-password --region "${pair.names.region}" | docker login --username AWS --password-stdin "${registry}"`,
  );
  await pair.run('app', 'docker', 'image', 'rm', '--force', image);
  await pair.well('app', 'docker', 'pull', '--quiet', image);
  const user = `${securityContext.runAsUser}:${securityContext.runAsGroup}`;
  const rights = ['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--user', user];
  const id = (
    await pair.well('app', 'docker', 'run', '--detach', '--network', 'host', ...rights, '--env', `PORT=${port}`, image)
  ).trim();
  try {
    return await until(
      'a page',
      () =>
        fetch(`http://127.0.0.1:${port}/`).then(
          (response) => response.text(), () => '',
        ),
      (page) => page !== '',
    );
  } finally {
    await pair.run('app', 'docker', 'rm', '--force', id);
  }
}
