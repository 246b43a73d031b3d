/** What the needs module may use of intake. */
export { intakeHandlers } from './handlers.ts';
export { intakeJobs, resumeImports } from './jobs.ts';
export { type DirectImport, importFile } from './direct.ts';
