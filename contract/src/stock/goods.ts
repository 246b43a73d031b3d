import { z } from 'zod';
import { AreaCode, Bilingual, Code, Id, Instant, Name, PositiveQuantity, Quantity, Reason } from '../shared/schema.ts';

/** Places of organisations: where they keep goods, what they promise, what is between their gate and the receiver's. */
export const placeKinds = ['site', 'store', 'offer', 'transit'] as const;
/** Where goods come from and go to: they hold nothing. */
export const edgeKinds = ['produced', 'consumed', 'lost', 'destroyed'] as const;

export const Place = z.object({
  id: Id,
  kind: z.enum([...placeKinds, ...edgeKinds]),
  name: z.string().nullable(),
  organisationId: Id.nullable().describe('null: an edge'),
  organisationName: z.string().nullable(),
  organisationKind: Code.nullable(),
  areaCode: AreaCode.nullable(),
});
export type Place = z.infer<typeof Place>;

export const movementKinds = [
  'open',
  'count',
  'produce',
  'buy',
  'donate',
  'ship',
  'arrive',
  'reject',
  'direct',
  'transfer',
  'consume',
  'lose',
  'destroy',
  'correct',
] as const;
export type MovementKind = (typeof movementKinds)[number];

/** What people post themselves. The rest follows from needs (ship, arrive, reject, direct), counts and corrections. */
export const postingKinds = [
  'produce',
  'buy',
  'donate',
  'consume',
  'lose',
  'destroy',
  'transfer',
  'take-back',
] as const;
export type PostingKind = (typeof postingKinds)[number];

/** Calendar day in the city. */
const Day = z.iso.date().refine((day) => /^2[01]\d\d-/.test(day), { error: 'year-out-of-range' });

/** A lot by its number; registered when it is mentioned for the first time. */
export const LotInput = z.object({
  number: z.string().trim().min(1).max(80),
  producer: Name.nullish(),
  approvalNumber: z.string().trim().min(1).max(80).nullish().describe('国药准字, 国械注准 …'),
  producedOn: Day.nullish(),
  expiresOn: Day.nullish().describe('Last day on which it may be used'),
});
export type LotInput = z.infer<typeof LotInput>;

export const Lot = z.object({
  id: Id,
  item: Code,
  number: z.string(),
  producer: z.string().nullable(),
  approvalNumber: z.string().nullable(),
  producedOn: z.string().nullable(),
  expiresOn: z.string().nullable(),
});
export type Lot = z.infer<typeof Lot>;

const LotAtPlace = Lot.omit({ item: true }).extend({
  onHand: PositiveQuantity,
  expired: z.boolean(),
});

/** One item at one place. Base units. */
export const Holding = z.object({
  place: Place,
  areaName: z.string(),
  item: Code,
  itemName: Bilingual,
  baseUnitName: Bilingual,
  onHand: Quantity,
  reserved: Quantity.describe('Held for needs and transfers'),
  available: Quantity,
  lots: z.array(LotAtPlace).describe('Those that expire first come first; at most 50'),
  inLots: Quantity.describe('Of it in known lots'),
  rejected: Quantity.describe('On a transit place: turned back by receivers, free to be taken back'),
  lastMovedAt: Instant.nullable(),
  lastCountedAt: Instant.nullable(),
  openQuestion: Id.nullable().describe('Two counts that differ, waiting for an answer'),
});
export type Holding = z.infer<typeof Holding>;

export const Movement = z.object({
  id: z.int(),
  postingId: Id,
  kind: z.enum(movementKinds),
  item: Code,
  itemName: Bilingual,
  baseUnitName: Bilingual,
  lot: Lot.pick({ id: true, number: true, expiresOn: true }).nullable(),
  from: Place,
  to: Place,
  quantity: PositiveQuantity,
  reservationId: Id.nullable(),
  needId: Id.nullable(),
  deliveryId: Id.nullable(),
  transferId: Id.nullable(),
  reference: z.string().nullable().describe('Number of the need or transfer that it belongs to, as people say it'),
  correctsId: z.int().nullable(),
  corrected: Quantity.describe('How much of it later corrections have taken back'),
  note: z.string().nullable(),
  by: z.string(),
  happenedAt: Instant,
  recordedAt: Instant,
});
export type Movement = z.infer<typeof Movement>;

export const PostingLine = z.object({
  item: Code,
  quantity: z.union([
    z.int().min(1),
    z
      .string()
      .trim()
      .regex(/^\d{1,15}(\.\d{1,9})?$/, { error: 'decimal' }),
  ]),
  unit: z.string().trim().max(40).nullish().describe('Code or word of a unit of the item; the base unit when left out'),
  lot: LotInput.nullish().describe('Left out: what expires first goes first'),
  expiredReason: Reason.nullish().describe('Why a lot past its expiry is moved all the same'),
});
export type PostingLine = z.infer<typeof PostingLine>;

/** What a posting did to each of its lines. */
export const Posted = z.object({
  postingId: Id,
  lines: z.array(
    z.object({
      item: Code,
      quantity: PositiveQuantity.describe('Base units'),
      lots: z.array(z.object({ id: Id.nullable(), number: z.string().nullable(), quantity: PositiveQuantity })),
      onHand: Quantity.describe('At the place named, after it'),
    }),
  ),
});
export type Posted = z.infer<typeof Posted>;

/** `posted`: the book was brought to it. `agrees`: the book said so already. `asked`: another phone counted differently, both
 * stand until somebody answers. `older`: a later count stands. `held`: less is there than is held for needs; the book stays
 * at what is held. */
export const countOutcomes = ['posted', 'agrees', 'asked', 'older', 'held'] as const;

export const CountInput = z.object({
  item: Code,
  quantity: z.union([
    z.int().min(0),
    z
      .string()
      .trim()
      .regex(/^\d{1,15}(\.\d{1,9})?$/, { error: 'decimal' }),
  ]),
  unit: z.string().trim().max(40).nullish(),
  lot: LotInput.nullish().describe('Counts this lot only; left out: all of the item at the place'),
  countedAt: Instant.nullish().describe(
    'Clock of the phone; at most 10 minutes ahead, at most 7 days ago; now when left out',
  ),
  shown: Quantity.nullish().describe('What the phone showed then, base units'),
});
export type CountInput = z.infer<typeof CountInput>;

export const CountLine = z.object({
  id: Id,
  item: Code,
  lotId: Id.nullable(),
  counted: Quantity,
  countedAt: Instant,
  shown: Quantity.nullable(),
  book: z.int().describe('What the book says of that moment, without this count'),
  posted: z.int().describe('How much the book was moved; negative: less was there'),
  outcome: z.enum(countOutcomes),
  conflictId: Id.nullable(),
});
export type CountLine = z.infer<typeof CountLine>;

export const Stocktake = z.object({ id: Id, placeId: Id, lines: z.array(CountLine) });
export type Stocktake = z.infer<typeof Stocktake>;

/** Two or more counts of the same thing that no movement between them explains. */
export const CountConflict = z.object({
  id: Id,
  place: Place,
  item: Code,
  itemName: Bilingual,
  baseUnitName: Bilingual,
  lotNumber: z.string().nullable(),
  book: Quantity.describe('What the book says now'),
  counts: z.array(
    z.object({
      lineId: Id,
      counted: Quantity,
      countedAt: Instant,
      by: z.string(),
      movedSince: z.int().describe('What moved since, counts apart: keeping this one makes the book `counted` + this'),
    }),
  ),
  askedAt: Instant,
  answeredAt: Instant.nullable(),
  answeredBy: z.string().nullable(),
});
export type CountConflict = z.infer<typeof CountConflict>;

/** Every hand that goods went through, in the order of time. */
export const Trace = z.object({
  steps: z.array(Movement).describe('At most 500, the first ones'),
  more: z.boolean(),
  hidden: z.int().describe('Steps between places that the reader may not see'),
  now: z
    .array(z.object({ place: Place, item: Code, onHand: PositiveQuantity }))
    .describe('Where it is now; edges count what ended there'),
  elsewhere: Quantity.describe('At places that the reader may not see'),
});
export type Trace = z.infer<typeof Trace>;

/** What became of an item at one organisation in a period. Base units. */
export const BalanceRow = z.object({
  organisation: z.object({ id: Id, name: z.string(), kind: Code, areaCode: AreaCode }),
  atStart: z.int(),
  made: Quantity.describe('Produced, bought, donated, opened: from outside'),
  received: Quantity.describe('From other organisations'),
  sent: Quantity.describe('To other organisations'),
  consumed: Quantity,
  lost: Quantity.describe('Reported as lost or destroyed'),
  missing: z.int().describe('What counts did not find, less what they found'),
  underWay: Quantity.describe('Left its gate and arrived nowhere yet; part of atEnd'),
  atEnd: z.int(),
  unseen: Quantity.describe('In the book at the end, without any reading or count of it in the period'),
  unexplained: z
    .int()
    .describe(
      'Went in, and neither came out nor is there nor was used: missing, and what a supplier says to have used up',
    ),
});
export type BalanceRow = z.infer<typeof BalanceRow>;

export const Balance = z.object({
  item: Code,
  itemName: Bilingual,
  baseUnitName: Bilingual,
  from: Instant,
  until: Instant,
  rows: z.array(BalanceRow).describe('At most 500, the most unexplained first'),
  flows: z
    .array(z.object({ from: Code, to: Code, quantity: PositiveQuantity }))
    .describe('Between tiers (kinds of organisation) and edges, what came back taken off'),
});
export type Balance = z.infer<typeof Balance>;
