// A process of its own for the long run: within Jest it would take twice as long. Prints the summary as JSON.
import { ENVIRONMENTS, stateProgram } from './state-promotion';
import { stateStress } from './state-stress';

const [folder, count, promoters, rounds] = process.argv.slice(2);
const environments = ENVIRONMENTS.slice(0, Number(count));
void stateStress(folder, stateProgram, { environments, promoters: Number(promoters), rounds: Number(rounds) }).then(
  (summary) => console.log(JSON.stringify(summary)),
);
