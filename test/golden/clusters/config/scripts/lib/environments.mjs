// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
// Changes the list "environments" in .projenrc.json. It requires no packages.
//   environments.mjs add NAME BEFORE
//   environments.mjs remove NAME
import { readFileSync, writeFileSync } from 'node:fs';

const [verb, name, before] = process.argv.slice(2);
const file = '.projenrc.json';
const answers = JSON.parse(readFileSync(file, 'utf8'));
const nameOf = (one) => one.name ?? one;
if (verb === 'add') {
  // As the first environments of a new pair: the pipeline promotes to it at once.
  const added = { name, replicas: 1, syncPolicy: 'automated', promotion: 'commit' };
  answers.environments = answers.environments.flatMap((one) => (nameOf(one) === before ? [added, one] : [one]));
} else {
  answers.environments = answers.environments.filter((one) => nameOf(one) !== name);
}
writeFileSync(file, JSON.stringify(answers, undefined, 2) + '\n');
