import { stopWorld } from './global-setup';

/** Ends what was started, politely. What is left ends with the namespace of its processes. */
export default async function tearDown(): Promise<void> {
  await stopWorld();
}
