import { existsSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { doctor } from '../../../src/doctor/doctor';
import { realWorld } from '../../../src/doctor/real-world';
import type { CheckName, Result } from '../../../src/doctor/result';
import type { PairRepo } from '../../../src/options/repo';
import type { Pair } from '../aws/pair';

/** The report of `npx projen doctor`, limited to some checks. */
export interface Diagnosis {
  readonly problems: Result[];
  readonly ok: string[];
  readonly notChecked: string[];
}

/** Runs `npx projen doctor` in a repository of a pair. */
export async function diagnose(
  pair: Pair, checks: readonly CheckName[], repo: PairRepo = 'app',
): Promise<Diagnosis> {
  const names = { app: pair.name, config: pair.configName };
  const place = dirname(pair.folder('app'));
  // Where a user clones them to.
  for (const each of ['app', 'config'] as const) {
    if (!existsSync(join(place, names[each]))) {
      symlinkSync(pair.folder(each), join(place, names[each]));
    }
  }
  let text = '';
  await doctor({
    ...realWorld(),
    args: ['--json'],
    env: pair.user,
    folder: join(place, names[repo]),
    out: (part) => {
      text += part;
    },
  });
  const { problems, ok, notChecked } = JSON.parse(text) as Record<string, Result[]>;
  const of = (results: Result[]) => results.filter(({ check }) => checks.includes(check));
  return {
    problems: of(problems),
    ok: of(ok).map(({ what }) => what),
    notChecked: of(notChecked).map(({ what }) => what),
  };
}
