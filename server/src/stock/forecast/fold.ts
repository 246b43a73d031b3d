import { type Band, bandsNow, isUsed, type StockFact, type StockState, updateForecast } from '@baogong/solver/forecast';
import type { Tx } from '../../platform/db/database.ts';
import { byTime, copyBelief, minutesOf, readBelief } from './belief.ts';
import { readFacts, rebuild } from './facts.ts';
import { outlookOf } from './outlook.ts';
import type { Believed, StockRow } from './queries.ts';

type Verdict = ReturnType<typeof updateForecast>;
/** What became of one new fact: its verdict, and for an odd reading the stock that was expected. */
export type Judged = { fact: StockFact; verdict: Verdict; expected: number | null };

/**
 * Takes new facts of one stock into what is believed of it: one by one where they follow what is known, all anew where one is late or
 * the belief is of another model. The stock's belief must be locked.
 */
export async function foldFacts(
  tx: Tx,
  stock: StockRow,
  fresh: readonly StockFact[],
  now: Temporal.Instant,
): Promise<Believed & { judged: Judged[] }> {
  const known = readBelief(stock, stock.model, stock.numbers);
  const facts = fresh.toSorted(byTime);
  const inOrder = stock.factAt === null || facts.length === 0 || facts[0]!.at >= minutesOf(stock.factAt);
  if (known && inOrder) return judgeOneByOne(stock, known, facts, now);
  const all = [...(await readFacts(tx, stock.id, now)), ...facts];
  return believeAnew(stock, all, facts, now);
}

/** The belief from the facts as they stand now: after an answer or a change of what is known of the tank. */
export async function refold(tx: Tx, stock: StockRow, now: Temporal.Instant): Promise<Believed> {
  return believeAnew(stock, await readFacts(tx, stock.id, now), [], now);
}

function judgeOneByOne(stock: StockRow, state: StockState, facts: readonly StockFact[], now: Temporal.Instant) {
  const minutes = now.epochMilliseconds / 60_000;
  let doubt = stock.doubt;
  const judged = facts.map((fact): Judged => {
    const before = fact.kind === 'reading' ? copyBelief(state) : null;
    const verdict = updateForecast(state, fact, minutes);
    if (fact.kind === 'reading' && isUsed(verdict)) doubt = verdict === 'plain' ? null : verdict;
    const isOdd = before !== null && verdict !== 'plain';
    return { fact, verdict, expected: isOdd ? (bandsOrNone(before, fact.at)?.p50 ?? null) : null };
  });
  const used = judged.filter(({ verdict }) => isUsed(verdict)).map(({ fact }) => fact.at);
  const factAt = used.length > 0 ? Math.max(...used) : stock.factAt === null ? null : minutesOf(stock.factAt);
  return { ...believed(stock, state, factAt, doubt, now), judged };
}

function believeAnew(stock: StockRow, all: readonly StockFact[], fresh: readonly StockFact[], now: Temporal.Instant) {
  const { state, verdicts } = rebuild(stock, all, now);
  const used = all.filter((_, index) => isUsed(verdicts[index] as Verdict));
  const last = all
    .map((fact, index) => ({ fact, verdict: verdicts[index] as Verdict }))
    .filter(({ fact, verdict }) => fact.kind === 'reading' && isUsed(verdict))
    .reduce<{ at: number; verdict: Verdict } | null>(
      (latest, { fact, verdict }) => (latest && latest.at > fact.at ? latest : { at: fact.at, verdict }),
      null,
    );
  const doubt = last && last.verdict !== 'plain' ? last.verdict : null;
  const factAt = used.length > 0 ? Math.max(...used.map(({ at }) => at)) : null;
  const judged = fresh.map(
    (fact): Judged => ({ fact, verdict: verdicts[all.indexOf(fact)] as Verdict, expected: null }),
  );
  return { ...believed(stock, state, factAt, doubt, now), judged };
}

function believed(
  stock: StockRow,
  state: StockState,
  factAt: number | null,
  doubt: string | null,
  now: Temporal.Instant,
): Believed {
  const outlook = outlookOf(state, now.epochMilliseconds / 60_000, doubt as Verdict | null);
  return { stockId: stock.id, state, factAt, outlook, doubt };
}

function bandsOrNone(state: StockState, at: number): Band | null {
  const { stock } = bandsNow(state, at);
  return Number.isFinite(stock.p50) ? stock : null;
}

/** The range as it stood before, minutes since the epoch; null where nothing was known. */
export function bandBefore(
  stock: Pick<StockRow, 'isKnown' | 'emptyEarly' | 'emptyMiddle' | 'emptyLate'>,
): Band<number | null> | null {
  if (!stock.isKnown) return null;
  const minutes = (instant: string | null) => (instant === null ? null : minutesOf(instant));
  return { p10: minutes(stock.emptyEarly), p50: minutes(stock.emptyMiddle), p90: minutes(stock.emptyLate) };
}
