import { runInWorld } from '../doctor/real-world';
import { down } from '../up/down';
import { realUpWorld } from '../up/real-world';

void runInWorld(() => down(realUpWorld()));
