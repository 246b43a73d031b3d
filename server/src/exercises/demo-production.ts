import { newId } from '@baogong/contract';
import { iso } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Act } from '../platform/http/context.ts';
import { stableId } from '../platform/stable-id.ts';
import {
  addLine,
  type Drawn,
  freezeRound,
  lastDueRound,
  lineFigures,
  reportShift,
  type RoundOnDay,
  roundTimes,
  setLineRunning,
  writeGapHour,
} from '../supply/index.ts';
import { demoId } from './demo-city.ts';
import type { DemoPeople } from './demo-people.ts';

const ITEM = 'liquid-oxygen';
const TONNE = 1_000_000;
const HOUR = 3_600_000;
/** Prints adapters; it stands still until somebody orders. */
export const PRINTER_LINE = stableId('demo-line', 'accessory-maker printer');
/** Rounds of the last three days. */
const ROUNDS = 9;

/** Seven makers, 1,000 t a day at full output; one makes 40 % of it, as in the city of the article. Capacity: t in a shift of 8 h. */
const makers = [
  { key: 'oxygen-maker-1', line: '1 号空分', capacity: 133, stock: 360 },
  { key: 'oxygen-maker-2', line: '2 万方空分', capacity: 56, stock: 150 },
  { key: 'oxygen-maker-3', line: '液化线', capacity: 44, stock: 120 },
  { key: 'oxygen-maker-4', line: '医用氧线', capacity: 33, stock: 90 },
  { key: 'oxygen-maker-5', line: '医用氧线', capacity: 30, stock: 80 },
  { key: 'oxygen-maker-6', line: '液氧线', capacity: 22, stock: 60 },
  { key: 'oxygen-maker-7', line: '医用氧线', capacity: 15, stock: 40 },
] as const;

/** Invented: lines, three days of reports in which output climbs, one maker that was late, one line that is starting. */
export async function seedDemoProduction(db: Db, people: DemoPeople, now: Temporal.Instant): Promise<void> {
  const rounds = await pastRounds(db, now);
  const begin = Temporal.Instant.from(rounds[0]!.dueAt).subtract({ hours: 24 });
  await db.transaction().execute((tx) => addLines(acting(tx, people, begin)));
  for (const [index, round] of rounds.entries()) {
    const due = Temporal.Instant.from(round.dueAt);
    const act = (tx: Tx) => acting(tx, people, due.subtract({ minutes: 12 }));
    await db.transaction().execute(async (tx) => {
      for (const maker of makers) if (!isSilent(maker.key, index)) await reportFor(act(tx), maker, round, index);
      await freezeRound(tx, round, due, drawInvented(index));
    });
  }
  await db.transaction().execute((tx) => startSpareLine(acting(tx, people, now.subtract({ hours: 10 }))));
  await db.transaction().execute((tx) => inventHours(tx, now));
}

function acting(tx: Tx, { dispatcher }: DemoPeople, now: Temporal.Instant): Act {
  return { tx, actor: dispatcher.actor, now, commandId: newId() };
}

async function pastRounds(db: Db, now: Temporal.Instant): Promise<RoundOnDay[]> {
  const times = await roundTimes(db);
  const rounds = [lastDueRound(times, now)];
  while (rounds.length < ROUNDS) {
    const before = Temporal.Instant.from(rounds[0]!.dueAt).subtract({ seconds: 1 });
    rounds.unshift(lastDueRound(times, before));
  }
  return rounds;
}

async function addLines(act: Act): Promise<void> {
  const fields = { item: ITEM, ramp: { hours: 36, shares: [20, 40, 60, 80] }, bookInto: null };
  for (const { key, line, capacity } of makers) {
    const own = { ...fields, organisationId: demoId(key), name: line, capacity: capacity * TONNE, running: true };
    await addLine(act, own, lineId(key, line));
  }
  const spare = { ...fields, organisationId: demoId('oxygen-maker-1'), name: '2 号空分（备用）' };
  const ramp = { hours: 8, shares: [10, 20, 30, 40, 50, 60, 70, 80, 90] };
  await addLine(act, { ...spare, ramp, capacity: 67 * TONNE, running: false }, lineId('oxygen-maker-1', 'spare'));
  const printing = { organisationId: demoId('accessory-maker'), item: 'oxygen-adapter', name: '转接头 3D 打印线' };
  const printer = { ...printing, ramp: { hours: 2, shares: [50] }, capacity: 130, running: false, bookInto: null };
  await addLine(act, printer, PRINTER_LINE);
}

function lineId(key: string, line: string): string {
  return stableId('demo-line', `${key} ${line}`);
}

/** The smallest maker but one was late twice. */
function isSilent(key: string, index: number): boolean {
  return key === 'oxygen-maker-6' && (index === 3 || index === ROUNDS - 1);
}

/** Output climbs from 60 % to all of capacity; each maker keeps to its plan but for a few per cent. */
async function reportFor(act: Act, maker: (typeof makers)[number], round: RoundOnDay, index: number): Promise<void> {
  const share = Math.min(1, 0.6 + (0.5 * index) / ROUNDS);
  const between = (from: string, until: string) => (Date.parse(until) - Date.parse(from)) / HOUR;
  const tonnes = (hours: number, factor: number) => Math.round((maker.capacity / 8) * hours * factor) * TONNE;
  const wobble = 1 + (((index * 7 + maker.capacity) % 9) - 4) / 100;
  await reportShift(act, {
    commandId: act.commandId,
    organisationId: demoId(maker.key),
    day: round.day,
    round: round.code,
    lines: [
      {
        lineId: lineId(maker.key, maker.line),
        replaces: null,
        planned: tonnes(between(round.dueAt, round.nextAt), share),
        actual: tonnes(between(round.previousAt, round.dueAt), share * wobble),
        stock: Math.round(maker.stock * (0.4 + (0.6 * index) / (ROUNDS - 1))) * TONNE,
      },
    ],
  });
}

/** Demand that was above supply three days ago and was met since. */
function invented(share: number): { demand: number; stock: number } {
  return { demand: Math.round(900 - 850 * share), stock: Math.round(250 + 650 * share) };
}

function drawInvented(index: number) {
  return async (tx: Tx, round: RoundOnDay, at: Temporal.Instant): Promise<Drawn> => {
    const lines = await lineFigures(tx, { shown: round, running: round }, at, ITEM);
    const { demand, stock } = invented(index / (ROUNDS - 1));
    const exactly = (part: 'needs' | 'stock-local' | 'production', areaCode: string, tonnes: number, unknown = 0) => {
      const quantity = Math.round(tonnes * TONNE);
      return { item: ITEM, areaCode, part, quantity, low: quantity, high: quantity, unknown };
    };
    const reported = lines.filter(({ planned }) => planned !== null);
    const planned = reported.reduce((sum, line) => sum + (line.planned ?? 0), 0) / TONNE;
    const silent = lines.filter(({ owed, reported }) => owed && !reported).length;
    const figures = [
      exactly('needs', '110105', demand * 0.6),
      exactly('needs', '110108', demand * 0.4),
      exactly('stock-local', '110115', stock),
      exactly('production', '110115', planned, silent),
    ];
    return { figures, lines };
  };
}

async function startSpareLine(act: Act): Promise<void> {
  await setLineRunning(act, {
    commandId: act.commandId,
    id: lineId('oxygen-maker-1', 'spare'),
    running: true,
    note: '演示：备用线启动',
  });
}

async function inventHours(tx: Tx, now: Temporal.Instant): Promise<void> {
  const start = now.subtract({ hours: 24 * 3 });
  for (let hour = 0; hour < 72; hour += 3) {
    const at = Temporal.Instant.from(`${iso(start).slice(0, 13)}:00:00Z`).add({ hours: hour });
    const { demand, stock } = invented(hour / 71);
    const row = (areaCode: string, need: number, supply: number) => ({
      item: ITEM,
      areaCode,
      demand: Math.round(need * TONNE),
      supply: Math.round(supply * TONNE),
      unknown: 0,
    });
    await writeGapHour(tx, at, [
      row('110105', demand * 0.6, 0),
      row('110108', demand * 0.4, 0),
      row('110115', 0, stock),
    ]);
  }
}
