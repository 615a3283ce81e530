/**
 * The only time limits that tests have. They are there to end a test that hangs, and are wide enough for a machine that is
 * slow and busy; how long something takes is never what a test is about.
 */
export const TEST_MS_MAX = 600_000;

/** For one wait within a test. Shorter than the test's own limit, so that the failure names what was waited for. */
export const WAIT_MS_MAX = 300_000;
