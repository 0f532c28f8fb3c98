import { Layout } from './enums';

/** Phrases about two repositories in templates, and what they are in one. Earlier rows have priority. */
const WORDS: ReadonlyArray<readonly [pair: RegExp, single: string]> = [
  [/\bIn the app repo, run: /g, 'Run: '],
  [/\brun in the app repo: /g, 'run: '],
  [/ in the app repo: /g, ': '],
  [/\bIn the app repo: /g, 'See: '],
  [/ here and in the app repo\b/g, ''],
  [/(?<="\)?) in (the (app|config) repo|\$APP_REPO)\b/g, ''],
  [/, run this command in the config repo\b/g, ', run this command'],
  [/\bthe (two|2) (CodeCommit )?repositories\b/g, 'the $2repository'],
  [/\bThe two (CodeCommit )?repositories\b/g, 'The $1repository'],
  [/\bboth (CodeCommit )?repositories\b/g, 'the $1repository'],
  [/\bof either repository\b/g, 'of the repository'],
  [/\btheir config repos\b/g, 'their repositories'],
  [/\bthe (app|config) repo\b/g, 'the repository'],
  [/\b(as in a new) pair\b/g, '$1 repository'],
  [/\b(this|the|another|other|a new|a deployed) pair(s?)\b(?!:[a-z])/g, '$1 service$2'],
  [/\b(This|several|Other) pair(s?)\b/g, '$1 service$2'],
  [/, then the same with --repository-name \S+/g, ''],
  [/The pipeline builds another branch, and the GitOps engine follows it\./g, 'The pipeline builds another branch.'],
  // Columns of tables with the folder of a command.
  [/^\| (\d* ?)\| (?:here|config) \| /gm, '| $1| '],
  [/^\| (?:here|`\.\.\/[^`]*`) \| /gm, '| '],
  [/\(cd \.\.\/\S+ && (npx projen [^)]+)\)/g, '$1'],
];

/** Replaces phrases about two repositories if the layout is one. */
export function inWordsOfLayout(layout: `${Layout}`, text: string): string {
  return layout === Layout.PAIR ? text : WORDS.reduce((result, [pair, single]) => result.replace(pair, single), text);
}
