import type { readings as routes } from '@baogong/contract';
import type { z } from 'zod';
import { newId } from '@baogong/contract';
import { requireRight } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { Act } from '../../platform/http/context.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { conflict, invalid, notFound } from '../../platform/refusal.ts';
import { refold } from '../forecast/fold.ts';
import { lockStocks, saveBeliefs, type StockRow } from '../forecast/queries.ts';
import { postMovements } from '../ledger/movements.ts';
import { edges, ensureSites } from '../ledger/places.ts';
import { DAYS_LATE } from './check-reading.ts';
import { closeQuestion, findQuestion, type QuestionRow } from './queries.ts';

type Input = z.output<NonNullable<(typeof routes)['answerQuestion']['~orpc']['inputSchema']>>;

/**
 * The site says what an odd reading was: right (the forecast believes it), wrong (it counts no more), or a delivery that nobody
 * booked (it is booked now). Returns the stock's id.
 */
export async function answerQuestion(act: Act, input: Input): Promise<string> {
  const question = await findQuestion(act.tx, input.id);
  if (!question) throw notFound('问题', 'Question');
  const [stock] = await lockStocks(act.tx, [question.stockId], []);
  requireRight(act.actor, 'readings.write', stock!);
  const open = await findQuestion(act.tx, input.id);
  if (open?.answer !== null) throw conflict('question-answered');
  const factId = newId();
  await closeQuestion(act.tx, {
    id: input.id,
    answer: input.answer,
    at: iso(act.now),
    by: act.actor.id,
    byName: act.actor.name,
    note: input.note || null,
  });
  if (input.answer === 'delivery') await bookDelivery(act, stock!, question, input, factId);
  const [changed] = await lockStocks(act.tx, [question.stockId], []);
  await saveBeliefs(act.tx, [await refold(act.tx, changed!, act.now)], act.now);
  await record(act, changed!, question, input, factId);
  return question.stockId;
}

async function bookDelivery(
  act: Act,
  stock: StockRow,
  question: QuestionRow,
  input: Input,
  factId: string,
): Promise<void> {
  const quantity = input.quantity ?? question.quantity - (question.expected ?? 0);
  if (quantity <= 0) throw quantityNeeded();
  const happenedAt = iso(Temporal.Instant.from(input.at ?? question.at));
  const earliest = act.now.subtract({ hours: 24 * DAYS_LATE });
  if (Temporal.Instant.compare(Temporal.Instant.from(happenedAt), earliest) < 0)
    throw invalid('reading-too-old', { field: 'at', params: { days: DAYS_LATE } });
  await ensureSites(act.tx, [stock.organisationId]);
  await postMovements(act.tx, { postingId: factId, actor: act.actor, happenedAt }, [
    {
      kind: 'direct',
      itemCode: stock.item,
      from: edges.produced,
      to: stock.organisationId,
      quantity,
      note: input.note || null,
    },
  ]);
}

function quantityNeeded() {
  const detail = { zh: 'quantity: 请填写到货数量', en: 'quantity: say how much the delivery brought' };
  return invalid('invalid-input', { field: 'quantity', params: { detail } });
}

async function record(act: Act, stock: StockRow, question: QuestionRow, input: Input, factId: string): Promise<void> {
  const { organisationId, areaCode, item } = stock;
  const fact = {
    module: 'stock',
    action: 'answer',
    subjectId: factId,
    version: 1,
    organisationId,
    areaCode,
    happenedAt: iso(act.now),
    details: { stocks: [stock.id], items: [item], question: question.id, flag: question.flag, answer: input.answer },
  };
  await recordFacts(act.tx, act.actor, act.commandId, [fact]);
}
