/** Every URL of the web app, once. `$name` marks a parameter; the functions fill it. */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  setup: '/setup',
  triage: '/triage',
  newNeed: '/needs/new',
  need: '/needs/$id',
  printNeed: '/needs/$id/print',
  phone: '/phone',
  phoneAsk: '/phone/ask',
  phoneNeed: '/phone/needs/$id',
  phoneOrders: '/phone/orders',
  phoneStock: '/phone/stock',
  phoneInbox: '/phone/inbox',
  people: '/admin/people',
} as const;

export function needPath(id: string): string {
  return paths.need.replace('$id', id);
}

/** The need as its own institution follows it on a phone. */
export function phoneNeedPath(id: string): string {
  return paths.phoneNeed.replace('$id', id);
}

export function printPath(id: string): string {
  return paths.printNeed.replace('$id', id);
}

/** Where a file attached to a need is read. */
export function attachmentPath(needId: string, attachmentId: string): string {
  return `/api/needs/${needId}/attachments/${attachmentId}`;
}
