import { mergeJson } from './json';
import { printJson } from './json-print';
import { equalJson, readJson } from './json-text';
import { hasWindowsLineEnds, withUnixLineEnds, withWindowsLineEnds } from './lines';
import { withRunningImage } from './overlay';
import { type Region, mergeText } from './text';

/** A file in three versions: as rendered last (base), on disk (ours), and as rendered now (theirs). */
export interface ThreeVersions {
  readonly path: string;
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/** The merged text or the conflict. */
export type MergedContents =
  | { readonly text: string; readonly conflict?: undefined }
  | { readonly text?: undefined; readonly conflict: Conflict };

/** The conflicting lines of a text or fields of a JSON file. Empty if the file is not text. */
export interface Conflict {
  readonly regions?: readonly Region[];
  readonly fields?: readonly string[];
  /** The new path of a moved file, where another file exists. */
  readonly occupied?: string;
  /** The merged text is malformed. */
  readonly isMalformed?: true;
}

/** A Kustomize overlay, which contains the running image. */
const OVERLAY = /^k8s\/overlays\/[^/]+\/kustomization\.yaml$/;

/** Merges the contents of a file according to its format. Keeps the line endings of the file on disk. */
export function mergeContents(versions: ThreeVersions): MergedContents {
  if (hasWindowsLineEnds(versions.ours)) {
    const merged = mergeContents({ ...versions, ours: withUnixLineEnds(versions.ours) });
    return merged.conflict ? merged : { text: withWindowsLineEnds(merged.text) };
  }
  if (versions.path.endsWith('.json')) {
    return mergeAsJson(versions) ?? mergeAsLines(versions);
  }
  return mergeAsLines(OVERLAY.test(versions.path) ? { ...versions, ...withRunningImage(versions) } : versions);
}

function mergeAsLines({ base, ours, theirs }: ThreeVersions): MergedContents {
  const { merged, conflicts } = mergeText(base, ours, theirs);
  return conflicts ? { conflict: { regions: conflicts } } : { text: merged };
}

/** Returns undefined if a side is not JSON and must be merged by lines. */
function mergeAsJson({ path, base, ours, theirs }: ThreeVersions): MergedContents | undefined {
  const [before, mine, yours] = [base, ours, theirs].map(readJson);
  if (!mine || !yours) {
    return undefined;
  }
  const { value, conflicts } = mergeJson(before, mine, yours, /(^|\/)package\.json$/.test(path));
  if (!value || conflicts.length > 0) {
    return { conflict: { fields: conflicts } };
  }
  const printed = printJson(value, ours, mine);
  // If the line merge has the same value, it keeps the user's formatting exactly.
  const { merged } = mergeText(base, ours, theirs);
  const isSame = merged !== undefined && equalJson(readJson(merged), readJson(printed));
  return { text: isSame ? merged : printed };
}
