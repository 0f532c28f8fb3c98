import { Layout } from '../../src/options/enums';
import { factsOf } from '../../src/package-managers/table';
import { taskSpecs } from '../../src/project/tasks';
import { PAIRWISE_ANSWERS } from '../support/option-sets';
import { nameOf, renderPair } from '../support/render-pair';

const singles = PAIRWISE_ANSWERS.filter(({ layout }) => layout === Layout.SINGLE).map((answers) => renderPair(answers));

/** Words about two repositories. The names of tasks, tags and AWS resources stay those of a pair. */
const OF_PAIRS =
  /(app|config) repo\b|\b(both|two|either|each|other) repositor|pair:sync|\.\.\/\S*-k8s-config|\b(?:a|an|the|this|another|other|new|several) pairs?\b(?!:)/i;

/** The text without the line breaks and margins of comments. */
const unwrapped = (content: string) => content.replace(/\n[ ]*(?:#|\/\/|\*)? */g, ' ');

test('a single repository reads as if there were no pairs', () => {
  const found = singles.flat().flatMap((file) => {
    const words = OF_PAIRS.exec(unwrapped(file.content));
    return words ? [`${nameOf(file)}: ${words[0]}`] : [];
  });
  expect([...new Set(found)]).toEqual([]);
  expect(singles.length).toBeGreaterThan(5);
});

test('its tasks do, too', () => {
  const specs = taskSpecs(singles[0], factsOf('npm'), Layout.SINGLE);
  expect(specs.filter(({ name, description }) => name === 'pair:sync' || OF_PAIRS.test(description))).toEqual([]);
});
