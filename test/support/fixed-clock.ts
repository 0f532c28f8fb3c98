import { clock } from '../../src/lifecycle/clock';

/** 2026-11-26, when every pinned version had support for more than 60 days. */
export const TODAY = Date.UTC(2026, 10, 26);

// In every test file, so that no test depends on the day on which it runs.
clock.now = () => TODAY;
