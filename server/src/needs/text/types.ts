/** An amount as said: `quantity` null means that the text names none (never 0 or 1 by default). */
export type PackContent = { quantity: number; unit: string | null };

/** "3-5箱" or "三五百": a range is no quantity; the person decides. `to` null means "and more". */
export type QuantityRange = { from: number; to: number | null };

/** One proposed line of a need. See `confidence.ts` for how the confidence is made. */
export type ProposedLine = {
  /** The item exactly as the text names it (a slice of the text). */
  item: string;
  /** Catalogue code when one catalogue item, and only one, goes by that name. */
  itemCode: string | null;
  /** null = unknown (若干, 大量, 急需, a range, a rate, or no number at all). */
  quantity: number | null;
  /** The unit that was said, spelling folded; null when none was said. Never guessed. */
  unit: string | null;
  perPack?: PackContent;
  range?: QuantityRange;
  /** "每天500只": an amount per day, person or ward is not the amount needed. */
  rate?: { quantity: number; unit: string | null; per: string };
  /** "至少500" / "最多500" / "约500" / "500多". */
  bound?: 'atLeast' | 'atMost' | 'about';
  /** Specification found beside the item: "5L", "3M 1860". */
  spec?: string;
  /** 0..1 */
  confidence: number;
  /** [start, end) in UTF-16 code units of the original text; contains the item. */
  span: [number, number];
};

/** A number with its unit, as read from the text. */
export type Amount = {
  quantity: number | null;
  unit: string | null;
  unitKind: MeasureKind | null;
  range?: QuantityRange;
  bound?: 'atLeast' | 'atMost' | 'about';
  perPack?: PackContent;
  rate?: string;
  /** The figure was written loosely (一百二, 2w, 1，000): right most of the time, so less sure. */
  loose?: boolean;
  /** Only a pack's content is known ("50只/盒"); how many of this unit is not said yet. */
  pendingUnit?: string | null;
  /** The kind of unit that `perPack` is in. */
  innerKind?: MeasureKind | null;
  /** "(5L)" or "(成人)" right behind the amount. */
  spec?: string;
};

/**
 * count: pieces (只, 台); pack: holds pieces (箱, 盒); physical: mass, volume, length (kg, L, 米);
 * people: 名, 人; other: not goods at all (元, 小时, 楼).
 */
export type MeasureKind = 'count' | 'pack' | 'physical' | 'people' | 'other';

/** need: asked for. held: in stock, received, offered, used, refused. short: stock named as too little. */
export type Stance = 'need' | 'held' | 'short' | 'neutral';

export type Place = { start: number; end: number };

type PlainKind =
  | 'modifier'
  | 'text'
  | 'noise'
  | 'filler'
  | 'each'
  | 'respectively'
  | 'total'
  | 'times'
  | 'packed'
  | 'amend'
  | 'open'
  | 'close'
  | 'list'
  | 'slash'
  | 'comma'
  | 'hard'
  | 'newline'
  | 'colon'
  | 'tab';

export type Token = Place &
  (
    | { kind: 'item'; code: string | null; familiar: boolean; spec?: string }
    | { kind: 'amount'; amount: Amount }
    | { kind: 'cue'; stance: Stance; side: 'before' | 'after' | 'both' }
    | { kind: 'per'; unit: string; slash: boolean }
    | { kind: 'rate'; per: string }
    | { kind: 'unit'; unit: string; unitKind: MeasureKind }
    | { [Kind in PlainKind]: { kind: Kind } }[PlainKind]
  );

export type TokenOf<Kind extends Token['kind']> = Extract<Token, { kind: Kind }>;
