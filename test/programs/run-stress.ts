// A process of its own for the long run: within Jest it would take twice as long. Prints the summary as JSON.
import { promoteProgram } from './promotion';
import { stress } from './stress';

const [folder, promoters, rounds] = process.argv.slice(2);
void stress(folder, promoteProgram, Number(promoters), Number(rounds)).then((summary) =>
  console.log(JSON.stringify(summary)),
);
