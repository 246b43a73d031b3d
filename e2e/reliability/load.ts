import { isDeepStrictEqual } from 'node:util';
import { newId } from '@baogong/contract';
import type { City } from './city.ts';
import { type Call, insist } from './insist.ts';

/** What clients were told. Every command in it was answered, however often it had to be sent. */
export type Journal = {
  collected: { commandId: string; needId: string; number: string; lines: number }[];
  decided: { commandId: string; subjectId: string; action: string }[];
  refused: { action: string; reason: unknown }[];
  /** Commands that were answered otherwise when they were sent once more. */
  changed: string[];
};

export type Load = { answered(): number; stop(): Promise<Journal> };

type Need = {
  id: string;
  number: string;
  version: number;
  lines: { id: string; item: string; requested: number }[];
  sources?: { reservationId: string; supplierId: string; quantity: number }[];
};

/** So many clients at once, each asking and seeing its needs through, until the load is stopped. */
export function startLoad(city: City, address: () => string, clients: number): Load {
  const journal: Journal = { collected: [], decided: [], refused: [], changed: [] };
  let answered = 0;
  let stopping = false;

  async function send(action: string, call: Call & { body: { commandId: string } }) {
    const answer = await insist(address, call);
    answered += 1;
    if (answer.status !== 200) {
      journal.refused.push({ action, reason: (answer.body['data'] as { reason?: string } | undefined)?.reason });
      return null;
    }
    if (answered % 10 === 0) {
      const again = await insist(address, call);
      if (!isDeepStrictEqual(again, answer)) journal.changed.push(`${action} ${call.body.commandId}`);
    }
    const need = answer.body as unknown as Need;
    if (action !== 'collect') journal.decided.push({ commandId: call.body.commandId, subjectId: need.id, action });
    return need;
  }

  async function work(client: number): Promise<void> {
    const hospital = city.hospitals[client % city.hospitals.length]!;
    for (let turn = client; !stopping; turn += 1) {
      const commandId = newId();
      const lines = city.sources.map(({ item }, index) => ({ item, quantity: 2 + ((turn + index) % 7) }));
      const body = { commandId, organisationId: hospital.id, lines };
      const need = await send('collect', { path: '/needs', token: hospital.token, body });
      if (!need) continue;
      journal.collected.push({ commandId, needId: need.id, number: need.number, lines: need.lines.length });
      if (turn % 4 === 0) await withdraw(need, hospital.token);
      else await seeThrough(need, hospital.token);
    }
  }

  function decide(action: string, path: string, token: string, body: Record<string, unknown>) {
    return send(action, { path, token, body: { commandId: newId(), ...body } });
  }

  const withdraw = (need: Need, token: string) =>
    decide('withdraw', `/needs/${need.id}/withdrawal`, token, { id: need.id, version: need.version, reason: '已解决' });

  async function seeThrough(need: Need, token: string): Promise<void> {
    const sources = sourcesFor(city, need);
    const path = `/needs/${need.id}`;
    const sent = await decide('dispatch', `${path}/dispatch`, city.dispatcher, { version: need.version, sources });
    if (!sent) return;
    for (const supplier of city.suppliers) await deliver(sent, supplier);
    const { body } = await insist(address, { path, token });
    await decide('close', `${path}/closure`, token, { version: body['version'], receipt: { inPlace: true } });
  }

  async function deliver(need: Need, supplier: { id: string; token: string }): Promise<void> {
    const own = need.sources!.filter((each) => each.supplierId === supplier.id);
    const lines = own.map(({ reservationId, quantity }) => ({ reservationId, quantity }));
    if (lines.length === 0) return;
    const trip = await decide('ship', '/deliveries', supplier.token, { supplierId: supplier.id, lines });
    if (trip) await decide('arrive', `/deliveries/${trip.id}/arrival`, supplier.token, {});
  }

  const running = Promise.all(Array.from({ length: clients }, (_, client) => work(client)));
  return {
    answered: () => answered,
    async stop() {
      stopping = true;
      await running;
      return journal;
    },
  };
}

/** Each line wholly from the one source that has its item. */
function sourcesFor(city: City, { lines }: Need) {
  return lines.map(({ id, item, requested }) => {
    return { lineId: id, sourceId: city.sources.find((each) => each.item === item)!.sourceId, quantity: requested };
  });
}
