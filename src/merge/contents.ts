import { mergeJson } from './json';
import { printJson } from './json-print';
import { equalJson, readJson } from './json-text';
import { hasWindowsLineEnds, withUnixLineEnds, withWindowsLineEnds } from './lines';
import { withRunningImage } from './overlay';
import { type Region, mergeText } from './text';

/** One file in three versions: as it was rendered, as it is on disk, and as it is rendered now. */
export interface ThreeVersions {
  readonly path: string;
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/** The merged text, or what stands against it. */
export type MergedContents =
  | { readonly text: string; readonly conflict?: undefined }
  | { readonly text?: undefined; readonly conflict: Conflict };

/** Where both sides contradict each other: lines of a text, or fields of a JSON file. Nothing where the file is no text. */
export interface Conflict {
  readonly regions?: readonly Region[];
  readonly fields?: readonly string[];
  /** Where a moved file is to go, and another one is. */
  readonly occupied?: string;
  /** The merge would not be well-formed. */
  readonly isMalformed?: true;
}

/** An overlay of Kustomize, which names the image that runs. */
const OVERLAY = /^k8s\/overlays\/[^/]+\/kustomization\.yaml$/;

/** Merges the contents of a file, in the way of its kind. The line ends are those that the file has on disk. */
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

/** Undefined where a side is no JSON, so that it must be merged as lines. */
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
  // A merge of lines that says the same keeps the user's form to the last space.
  const { merged } = mergeText(base, ours, theirs);
  const isSame = merged !== undefined && equalJson(readJson(merged), readJson(printed));
  return { text: isSame ? merged : printed };
}
