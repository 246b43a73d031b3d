/** What the needs ledger may use of its kinds. */
export { openKinds, type KindCache } from './cache.ts';
export { formSchema } from './form-schema.ts';
export { validateForm } from './form.ts';
export { kindHandlers } from './handlers.ts';
export { kindOf, seedKinds } from './kinds.ts';
