import type { Step } from './step';
import { Layout } from '../options/enums';
import { inWordsOfLayout } from '../options/layout-words';
import type { ResolvedOptions } from '../options/resolved-options';

/** Steps that a pair has for each of its repositories, and their name in a single one. */
const NAMES: Readonly<Record<string, string>> = {
  'packages-app': 'packages', 'packages-config': 'packages', 'push-app': 'push', 'push-config': 'push',
};

const nameOf = (id: string) => NAMES[id] ?? id;

/** The steps for the layout. In a single repository, steps that a pair has twice are one, and all run in its folder. */
export function ofLayout({ layout }: ResolvedOptions, steps: readonly Step[]): readonly Step[] {
  if (layout === Layout.PAIR) {
    return steps;
  }
  const single = steps.map((step): Step => ({
    ...step,
    id: nameOf(step.id),
    title: inWordsOfLayout(layout, step.title),
    repo: 'app',
    needs: [...new Set(step.needs.map(nameOf))],
  }));
  return single
    .filter(({ id }, index) => single.findIndex((other) => other.id === id) === index)
    .map((step) => merged(step, single.filter(({ id }) => id === step.id)));
}

/** The files of both steps belong in one commit. */
function merged(step: Step, same: readonly Step[]): Step {
  const paths = new Set(same.flatMap(({ written }) => written?.paths ?? []));
  return {
    ...step,
    needs: [...new Set(same.flatMap(({ needs }) => needs))],
    ...step.written && { written: { ...step.written, paths: [...paths] } },
  };
}
