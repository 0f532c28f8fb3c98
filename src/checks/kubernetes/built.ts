import type { Facts } from '../facts';
import { at, isFields, listAt, textAt, textsAt } from '../fields';
import type { Finding } from '../finding';

/** Finds mistakes that Kustomize refuses or ignores, and invalid digests. */
export function kustomizeProblems({ pair, kustomizations }: Facts): Finding[] {
  return [
    ...(pair.has('config') && kustomizations.length === 0
      ? [
        {
          file: 'config/k8s',
          problem: 'No folder has a kustomization.yaml.',
          fix: 'Restore the files of k8s/ from Git.',
        },
      ]
      : []),
    ...kustomizations.flatMap(({ problems }) => problems),
    ...kustomizations.flatMap(({ file, value }) =>
      listAt(value, 'images').flatMap((image) => {
        const digest = textAt(image, 'digest');
        return digest === undefined || /^sha256:[0-9a-f]{64}$/.test(digest)
          ? []
          : [{
            file,
            problem: `images: the digest of ${textAt(image, 'name')} is ${JSON.stringify(digest)}: it must be sha256: and 64 hexadecimal digits.`,
            fix: 'Run "npx projen promote" in the config repo, or "npx projen app:rollback".',
          }];
      }),
    ),
    ...kustomizations.flatMap(({ file, objects, value }) => unenforced(file, objects.length, value)),
  ];
}

function unenforced(file: string, objects: number, value: unknown): Finding[] {
  return isFields(value) && textsAt(value, 'resources').length > 0 && objects === 0 && at(value, 'kind') === 'Kustomization'
    ? [{ file, problem: 'resources includes no Kubernetes object.', fix: 'Add the manifests of the application to resources.' }] : [];
}
