// A process of its own for the long run: within Jest it would take twice as long. Prints the summary as JSON.
import { orderedProgram } from './ordered-promotion';
import { orderedStress } from './ordered-stress';

const [folder, promoters, rounds] = process.argv.slice(2);
void orderedStress(folder, orderedProgram, Number(promoters), Number(rounds)).then((summary) =>
  console.log(JSON.stringify(summary)),
);
