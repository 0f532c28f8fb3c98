import { runInWorld } from '../doctor/real-world';
import { estimate } from '../up/estimate';
import { realUpWorld } from '../up/real-world';
import { up } from '../up/up';

void runInWorld(() => up(realUpWorld(), estimate));
