import { stopWorld } from './global-setup';

/** Ends the world with SIGTERM. Remaining processes end with their PID namespace. */
export default async function tearDown(): Promise<void> {
  await stopWorld();
}
