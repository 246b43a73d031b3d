/** Keys of all cached reads; a change of a module makes the keys in `staleAfter` stale. */
export const queryKeys = {
  me: ['me'],
  setup: ['setup'],
  needs: ['needs'],
  needLists: ['needs', 'list'],
  needList: (filters: object) => ['needs', 'list', filters],
  need: (id: string) => ['needs', 'one', id],
  suggestion: (id: string) => ['needs', 'suggestion', id],
  duplicates: (draft: object) => ['needs', 'duplicates', draft],
  figures: ['figures'],
  flow: ['figures', 'flow'],
  orders: ['orders'],
  deliveries: ['deliveries'],
  supply: ['supply'],
  sourcesOf: (item: string) => ['supply', item],
  kinds: ['kinds'],
  catalogue: ['catalogue'],
  items: (query: string) => ['catalogue', 'items', query],
  directory: ['directory'],
  organisations: (query: string) => ['directory', 'organisations', query],
  areas: (parent: string) => ['directory', 'areas', parent],
  people: ['people'],
  tokens: ['people', 'tokens'],
  audit: ['audit'],
  inbox: ['inbox'],
  intake: ['intake'],
  importReport: (id: string) => ['intake', id],
  exercises: ['exercises'],
} as const;

const k = queryKeys;

/** Module of a fact (the part before the dot) → what must be read again. Facts of one need spare the other open needs. */
export const staleAfter: Record<string, readonly (readonly string[])[]> = {
  needs: [k.needLists, k.figures, k.orders, k.deliveries, k.inbox],
  deliveries: [k.needs, k.figures, k.orders, k.deliveries],
  supply: [k.supply, ['needs', 'suggestion']],
  kinds: [k.kinds],
  catalogue: [k.catalogue],
  directory: [k.directory],
  identity: [k.people, k.me],
  inbox: [k.inbox],
  intake: [k.intake],
  exercises: [k.exercises],
};
