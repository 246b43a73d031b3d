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
  phoneReport: '/phone/report',
  phoneInbox: '/phone/inbox',
  import: '/import',
  importReport: '/import/$id',
  inbox: '/inbox',
  directory: '/directory',
  catalogue: '/catalogue',
  item: '/catalogue/$code',
  supply: '/supply',
  releases: '/supply/releases',
  maker: '/makers/$id',
  board: '/board',
  runDry: '/run-dry',
  site: '/sites/$id',
  phoneReadings: '/phone/readings',
  goods: '/goods',
  trace: '/goods/trace',
  balance: '/goods/balance',
  transfers: '/goods/transfers',
  phoneTransfers: '/phone/transfers',
  people: '/admin/people',
  kinds: '/admin/kinds',
  newKind: '/admin/new-kind',
  kind: '/admin/kinds/$code',
  firstSteps: '/admin/start',
  warnings: '/warnings',
  warningRules: '/warnings/rules',
  staples: '/staples',
  assets: '/assets',
  asset: '/assets/$id',
  equipment: '/equipment',
  phoneScan: '/phone/scan',
  phoneCount: '/phone/count',
  audit: '/audit',
  demo: '/demo',
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

type Told = {
  fact: string;
  needId: string | null;
  warningId: string | null;
  about: { kind: string; id: string } | null;
};

type Target = { to: string; search?: Record<string, string> };

/** What a message leads to; null where there is nothing to see. On the phone needs and transfers have pages of their own. */
export function messageTarget({ fact, needId, warningId, about }: Told, onPhone = false): Target | null {
  if (needId) return { to: onPhone ? phoneNeedPath(needId) : needPath(needId) };
  if (warningId) return onPhone ? null : { to: paths.warnings };
  if (fact === 'supply.report-missing') return { to: paths.phoneReport };
  if (/^supply\.(ask|approve|refuse)-release$/.test(fact)) return onPhone ? null : { to: paths.releases };
  if (about?.kind === 'transfer' && onPhone) return { to: paths.phoneTransfers };
  if (about?.kind === 'transfer') return { to: paths.transfers, search: { id: about.id } };
  return about ? { to: paths.goods, search: { question: about.id } } : null;
}

/** Where a file attached to a need is read. */
export function attachmentPath(needId: string, attachmentId: string): string {
  return `/api/needs/${needId}/attachments/${attachmentId}`;
}

/** A warning's newest step as a CAP 1.2 alert. */
export function capPath(warningId: string): string {
  return `/api/warnings/${warningId}/cap`;
}

/** An import's progress and result; stays valid after leaving the page. */
export function importPath(id: string): string {
  return paths.importReport.replace('$id', id);
}

/** What a maker can make: its lines and fittings. */
export function makerPath(organisationId: string): string {
  return paths.maker.replace('$id', organisationId);
}

/** A site's watched stocks. */
export function sitePath(organisationId: string): string {
  return paths.site.replace('$id', organisationId);
}

/** The page of one cylinder or device, with every hand that had it. */
export function assetPath(id: string): string {
  return paths.asset.replace('$id', id);
}

export function itemPath(code: string): string {
  return paths.item.replace('$code', code);
}

/** The editor of a kind of need. */
export function kindPath(code: string): string {
  return paths.kind.replace('$code', code);
}

/** The spreadsheet to fill in: with the needs that are open now, or empty. */
export function templatePath(format: 'xlsx' | 'csv', empty: boolean): string {
  return `/api/intake/template?format=${format}&empty=${empty}`;
}

/** The imported file handed back, with the rows that were not taken in red. */
export function rejectedRowsPath(id: string): string {
  return `/api/intake/imports/${id}/rejected`;
}
