/** What the needs module may use of intake. */
export { intakeHandlers } from './handlers.ts';
export { intakeJobs } from './jobs.ts';
