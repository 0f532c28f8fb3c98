import { stopServices } from '../../support/processes';

/** Ends what was started, politely. What is left ends with the namespace of its processes. */
export default async function tearDown(): Promise<void> {
  await stopServices();
}
