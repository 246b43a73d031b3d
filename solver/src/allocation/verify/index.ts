export { findUnevenness, type Unevenness } from './is-even.ts';
export { type Breach, verifyAllocation } from './keeps-rules.ts';
