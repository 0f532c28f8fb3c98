import { doctor } from '../doctor/doctor';
import { runInWorld } from '../doctor/real-world';

void runInWorld(doctor);
