import type { FileOnDisk } from '../support/write-files';

type Files = Readonly<Record<string, FileOnDisk>>;

/** Derived from the other files, and less readable. */
const RECORDS = /(^|\/)(\.gitops-eks|\.projen)\//;
const CONTEXT = 2;
/** How many lines of a change are shown. */
const SHOWN = 3;

/** The differences between kept and rendered files, one text for each file, records last. */
export function differences(kept: Files, rendered: Files): string[] {
  const paths = [...new Set([...Object.keys(kept), ...Object.keys(rendered)])].sort();
  const isRecord = (path: string) => RECORDS.test(path);
  return [...paths.filter((path) => !isRecord(path)), ...paths.filter(isRecord)]
    .flatMap((path) => difference(path, kept[path], rendered[path]));
}

function difference(path: string, kept?: FileOnDisk, rendered?: FileOnDisk): string[] {
  if (!kept) {
    return [`${path} is rendered, but is not in the golden pair`];
  }
  if (!rendered) {
    return [`${path} is in the golden pair, but is no longer rendered`];
  }
  return [
    ...(kept.executable !== rendered.executable
      ? [`${path} is ${rendered.executable ? 'executable now' : 'no longer executable'}`]
      : []),
    ...(kept.content !== rendered.content
      ? [changedLines(path, kept.content.split('\n'), rendered.content.split('\n'))]
      : []),
  ];
}

/** The changed lines, with lines of context. */
function changedLines(path: string, kept: readonly string[], rendered: readonly string[]): string {
  const shorter = Math.min(kept.length, rendered.length);
  let start = 0;
  while (start < shorter && kept[start] === rendered[start]) {
    start++;
  }
  let after = 0;
  while (after < shorter - start && kept[kept.length - 1 - after] === rendered[rendered.length - 1 - after]) {
    after++;
  }
  return [
    `${path}, line ${start + 1}:`,
    ...kept.slice(Math.max(0, start - CONTEXT), start).map((line) => `    ${line}`),
    ...shown('  - ', kept.slice(start, kept.length - after)),
    ...shown('  + ', rendered.slice(start, rendered.length - after)),
    ...kept.slice(kept.length - after).slice(0, CONTEXT).map((line) => `    ${line}`),
  ].join('\n');
}

function shown(mark: string, lines: readonly string[]): string[] {
  const more = lines.length - SHOWN;
  return [
    ...lines.slice(0, SHOWN).map((line) => `${mark}${line}`), ...(more > 0 ? [`${mark}(${more} more lines)`] : []),
  ];
}
