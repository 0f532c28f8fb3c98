import { testWithBash } from '../support/bash';
import { ConfigClone, OVERLAY } from '../support/config-clone';

const digest = (character: string) => `sha256:${character.repeat(64)}`;
const pinned = (text: string) =>
  text.replace(
    'images:\n', `images:\n  - name: envoy\n    newName: docker.io/envoyproxy/envoy\n    digest: ${digest('e')}\n`,
  );
const promoted = (text: string) => text.replace(/digest: sha256:0+/, `digest: ${digest('a')}`);

/** A cluster that has the Application and refuses the first request of a task to Argo CD. */
const KUBECTL =
  '#!/bin/sh\ncase "$*" in *version* | *"get application"*) exit ;; esac\necho "asked for $*" >&2\nexit 1\n';

describe.each(['app/create', 'app/sync'])('%s', (task) => {
  const start = (overlay: (text: string) => string) =>
    new ConfigClone({ appName: 'shop' }, overlay, { kubectl: KUBECTL }).task(task);

  testWithBash("waits for the application's first image, regardless of sidecar images", () => {
    expect(start(pinned)).toMatchObject({
      status: 1, stderr: expect.stringMatching(/^Error: No image is promoted yet/),
    });
  });

  testWithBash('has an image to start after a promotion', () => {
    expect(start((text) => promoted(pinned(text))).stderr).toMatch(/^asked for /);
  });

  testWithBash('names the line that it cannot read', () => {
    const { status, stderr } = start((text) => promoted(text).replace('    digest: ', '    digest: !!str '));
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(new RegExp(`^Error: ${OVERLAY}, line \\d+: .* is not supported: .*\\n$`)),
    });
  });
});

describe('manifests/check', () => {
  /** A kubectl that renders a Pod with these containers from every folder. */
  const rendering = (...images: readonly string[]) => {
    const pod = [
      'kind: Pod', 'spec:', '  containers:', ...images.map((image) => `  - image: ${image}\n    name: c`),
    ].join('\n');
    return `#!/bin/sh\ncase "$*" in *--output*) exit ;; esac\ncat <<'POD'\n${pod}\nPOD\n`;
  };
  const ours = /newName: (.*)/;
  const check = (overlay: (text: string) => string, ...sidecars: readonly string[]) => {
    const probe = new ConfigClone({ appName: 'shop' }, overlay).text;
    const image = `${ours.exec(probe.slice(probe.indexOf('name: shop\n    newName')))?.[1].replace(/"/g, '')}@${digest('a')}`;
    return new ConfigClone({ appName: 'shop' }, overlay, { kubectl: rendering(image, ...sidecars) }).task(
      'manifests/check',
    );
  };

  testWithBash('accepts an application and a sidecar with digests', () => {
    expect(check((text) => promoted(pinned(text)), `envoy@${digest('e')}`)).toMatchObject({ status: 0, stderr: '' });
  });

  testWithBash('refuses a sidecar with a tag', () => {
    expect(check((text) => promoted(pinned(text)), 'envoy:v1')).toMatchObject({
      status: 1, stderr: expect.stringContaining('has an image without a digest'),
    });
  });

  testWithBash('refuses an overlay that the pipeline cannot change, with the line', () => {
    const flow = (text: string) => promoted(text).replace(/ {4}digest: (.*)/, '    digest: &a $1');
    expect(check(flow)).toMatchObject({ status: 1, stderr: expect.stringMatching(/line \d+: .* is not supported/) });
  });

  testWithBash('refuses an overlay whose image no container runs', () => {
    const config = new ConfigClone({ appName: 'shop' }, promoted, { kubectl: rendering(`other@${digest('b')}`) });
    expect(config.task('manifests/check')).toMatchObject({
      status: 1, stderr: expect.stringMatching(/No container runs .*\/shop@sha256:a+\./),
    });
  });
});
