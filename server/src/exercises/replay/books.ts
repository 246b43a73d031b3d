import type { NeedStatusCode } from '@baogong/contract';

/** A need that this run has collected, as its players last saw it. */
export type Entry = {
  readonly id: string;
  /** Hospital and item, and which ask of the item it is: it names the need in commands and in chance. */
  readonly name: string;
  readonly placeKey: string;
  readonly item: string;
  lineId: string;
  version: number;
  status: NeedStatusCode;
  /** The list no longer asks for it. */
  dropped: boolean;
  shipped: boolean;
  disputed: boolean;
  everDispatched: boolean;
  everFulfilled: boolean;
};

export type Seen = { id: string; version: number; status: NeedStatusCode };

/** `open + closed + withdrawn + merged = collected`; dispatched and fulfilled count the needs that ever were. */
export type Counts = {
  collected: number;
  dispatched: number;
  fulfilled: number;
  closed: number;
  withdrawn: number;
  merged: number;
  open: number;
  /** How many stand in each status now. */
  currentByStatus: Record<NeedStatusCode, number>;
};

export type Books = ReturnType<typeof openBooks>;

/** The run's own account of its needs, fed by the server's answers only. */
export function openBooks() {
  const entries = new Map<string, Entry>();
  /** Hospital and item → the need that the list asks for now. */
  const asked = new Map<string, Entry>();
  const asks = new Map<string, number>();

  return {
    of: (id: string) => entries.get(id),
    all: () => [...entries.values()],
    askedBy: (placeKey: string, item: string) => asked.get(`${placeKey} ${item}`),
    askedByPlace: (placeKey: string) => [...asked.values()].filter((entry) => entry.placeKey === placeKey),

    /** Opens the page of a collected need. */
    open(placeKey: string, item: string, need: Seen & { lineId: string }): void {
      const key = `${placeKey} ${item}`;
      const nth = (asks.get(key) ?? 0) + 1;
      asks.set(key, nth);
      const entry: Entry = {
        ...need,
        name: `${key} ${nth}`,
        placeKey,
        item,
        dropped: false,
        shipped: false,
        disputed: false,
        everDispatched: false,
        everFulfilled: false,
      };
      entries.set(entry.id, entry);
      asked.set(key, entry);
      note(entry, need);
    },

    /** A revised need has a line of a new id. */
    moveLine(entry: Entry, lineId: string): void {
      entry.lineId = lineId;
    },

    /** The list asks for it no more; the next ask of this item will be a new need. */
    drop(entry: Entry): void {
      entry.dropped = true;
      asked.delete(`${entry.placeKey} ${entry.item}`);
    },

    /** Takes over what the server answered. */
    note(seen: Seen): Entry | undefined {
      const entry = entries.get(seen.id);
      if (entry) note(entry, seen);
      return entry;
    },

    counts: () => count([...entries.values()]),
  };
}

function note(entry: Entry, { status, version }: Seen): void {
  if (version < entry.version) return;
  entry.version = version;
  entry.status = status;
  if (status === 'dispatched' || status === 'fulfilled') entry.everDispatched = true;
  if (status === 'fulfilled') entry.everFulfilled = true;
}

function count(entries: readonly Entry[]): Counts {
  const now = (status: NeedStatusCode) => entries.filter((entry) => entry.status === status).length;
  const currentByStatus = {
    collected: now('collected'),
    dispatched: now('dispatched'),
    fulfilled: now('fulfilled'),
    closed: now('closed'),
    withdrawn: now('withdrawn'),
    merged: now('merged'),
  };
  const { collected, dispatched, fulfilled, ...ended } = currentByStatus;
  return {
    collected: entries.length,
    dispatched: entries.filter((entry) => entry.everDispatched).length,
    fulfilled: entries.filter((entry) => entry.everFulfilled).length,
    ...ended,
    open: collected + dispatched + fulfilled,
    currentByStatus,
  };
}
