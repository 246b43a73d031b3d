/** What other modules may use of the needs ledger. */
export { collectNeed } from './collect/collect.ts';
export { deliveryHandlers } from './delivery-handlers.ts';
export { needHandlers } from './handlers.ts';
export { importFile, intakeHandlers, intakeJobs, resumeImports } from './intake/index.ts';
export { kindHandlers, seedKinds } from './kinds/index.ts';
export { numberOf } from './collect/prepare.ts';
export { actionName, statusName } from './names.ts';
export { forgetChanged, referenceOf } from './reference.ts';
export { escalateOverdue, expireReservations } from './verbs/escalate.ts';
export { findOpenNeed } from './queries/open-need.ts';
export { needsForMessages } from './queries/messages.ts';
export { readWuhan2020, type ReplayEvent, type ReplayHospital } from './replay/wuhan2020.ts';
export type { Scope } from './queries/list.ts';
export { arriveDelivery, shipDelivery } from './verbs/deliver.ts';
export { closeNeed } from './verbs/close.ts';
export { dispatchNeed } from './verbs/dispatch.ts';
