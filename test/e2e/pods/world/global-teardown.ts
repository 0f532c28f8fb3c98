import { stopWorld } from './global-setup';

/** Ends the world with SIGTERM. Pods and their shims end with their PID namespace. */
export default async function tearDown(): Promise<void> {
  await stopWorld();
}
