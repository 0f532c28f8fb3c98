import { isMap, parseAllDocuments } from 'yaml';

/** An entry of `images` in a Kustomization. */
interface ImageEntry {
  readonly name?: string | null;
  readonly newName?: string | null;
  readonly newTag?: string | null;
  readonly tagSuffix?: string | null;
  readonly digest?: string | null;
}

/**
 * The images of containers after kustomize has applied `images` to them. Throws if the text is not one Kustomization.
 * Source: kustomize v5.8, api/filters/imagetag/updater.go and api/internal/image/image.go.
 */
export function imagesAfter(text: string, containers: readonly string[]): string[] {
  // Go's YAML library accepts duplicate keys and lines at the margin within quotes, and kustomize reads the first
  // document only.
  const [document] = parseAllDocuments(text, { version: '1.1', uniqueKeys: false, strict: false, merge: true });
  if (!document || document.errors.length > 0 || !isMap(document.contents)) {
    throw new Error(document?.errors[0]?.message ?? 'a Kustomization has fields');
  }
  // Go reads the names of fields without regard to case.
  const lists = Object.entries(document.toJS() as object).filter(([key]) => /^image(s|tags)$/i.test(key));
  if (lists.length > 1 || lists.some(([, value]) => !Array.isArray(value))) {
    throw new Error('a Kustomization has one list of images');
  }
  const entries = lists.flatMap(([, value]) => value as ImageEntry[]).map(checked);
  // Kustomize has two filters for images, and applies both of them for each entry.
  return containers.map((container) =>
    entries.reduce((image, entry) => applied(applied(image, entry), entry), container),
  );
}

function checked(entry: ImageEntry): ImageEntry {
  for (const [key, value] of Object.entries(entry ?? {})) {
    if (
      !['name', 'newName', 'newTag', 'tagSuffix', 'digest'].includes(key) ||
      (typeof value !== 'string' && value !== null)
    ) {
      throw new Error(`${key} is no field of an image`);
    }
  }
  return entry;
}

function applied(container: string, entry: ImageEntry): string {
  if (!new RegExp(`^${entry.name ?? ''}(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$`).test(container)) {
    return container;
  }
  const [, old, oldTag = '', oldDigest = ''] = /^((?:[^/]*\/)?[^:@]*)(?::([^@]*))?(?:@(.*))?$/.exec(container) ?? [
    '', container,
  ];
  const suffixed = entry.tagSuffix ? [oldTag + entry.tagSuffix, ''] : [oldTag, oldDigest];
  const [tag, digest] = entry.newTag || entry.digest ? [entry.newTag ?? '', entry.digest ?? ''] : suffixed;
  return `${entry.newName || old}${tag && `:${tag}`}${digest && `@${digest}`}`;
}
