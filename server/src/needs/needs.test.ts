import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { newId } from '@baogong/contract';
import { type Client, startTestServer, type TestServer } from '../../testing/server.ts';

type Cast = {
  town: TestServer;
  hospital: Client;
  dispatcher: Client;
  supervisor: Client;
  supplier: Client;
  hospitalId: string;
  supplierId: string;
};

test('a hospital asks, the city dispatches, the supplier delivers in two parts, the hospital confirms, the need is closed', async (t) => {
  const { hospital, dispatcher, supplier, hospitalId, supplierId } = await castOf(t);
  const asked = await hospital.needs.collectNeed({
    commandId: newId(),
    organisationId: hospitalId,
    lines: [{ item: 'medical-protective-mask', quantity: 3000 }],
    priority: 'urgent',
    priorityReason: '发热门诊告急',
  });
  assert.match(asked.number, /^\d{4}-01$/);
  assert.equal(asked.status, 'collected');

  const queue = await dispatcher.needs.listNeeds({ status: 'collected' });
  assert.equal(queue.rows[0]!.id, asked.id);
  const suggested = (await dispatcher.needs.suggestSources({ id: asked.id })).filter((each) => each.chosen);
  assert.equal(suggested[0]!.supplierId, supplierId);
  const dispatched = await dispatcher.needs.dispatchNeed({
    commandId: newId(),
    id: asked.id,
    version: asked.version,
    sources: suggested.map(({ lineId, sourceId, quantity }) => ({ lineId, sourceId, quantity })),
  });
  assert.equal(dispatched.status, 'dispatched');
  assert.equal(dispatched.lines[0]!.reserved, 3000);

  const [order] = await supplier.deliveries.listOrders({});
  const first = await supplier.deliveries.shipDelivery({
    commandId: newId(),
    supplierId,
    lines: [{ reservationId: order!.reservationId, quantity: 1000 }],
  });
  await supplier.deliveries.arriveDelivery({ commandId: newId(), id: first.id });
  assert.equal((await hospital.needs.getNeed({ id: asked.id })).status, 'dispatched');
  const second = await supplier.deliveries.shipDelivery({
    commandId: newId(),
    supplierId,
    lines: [{ reservationId: order!.reservationId, quantity: 2000 }],
  });
  await supplier.deliveries.arriveDelivery({ commandId: newId(), id: second.id });

  const there = await hospital.needs.getNeed({ id: asked.id });
  assert.equal(there.status, 'fulfilled');
  const closed = await hospital.needs.closeNeed({
    commandId: newId(),
    id: asked.id,
    version: there.version,
    receipt: { inPlace: true },
  });
  assert.equal(closed.status, 'closed');
  assert.equal(closed.lines[0]!.accepted, 3000);
  const line = closed.lines[0]!;
  assert.deepEqual([line.reserved, line.inTransit, line.delivered, line.rejected, line.waived], [0, 0, 3000, 0, 0]);
  assert.deepEqual(
    closed.history.map((step) => step.action),
    ['collect', 'dispatch', 'ship', 'arrive', 'ship', 'fulfil', 'receive', 'close'],
  );
});

test('an unknown quantity stays unknown until the dispatcher approves one', async (t) => {
  const { hospital, dispatcher, hospitalId } = await castOf(t);
  const asked = await ask(hospital, hospitalId, null);
  assert.equal(asked.lines[0]!.requested, null);
  const choices = await dispatcher.needs.suggestSources({ id: asked.id });
  assert.ok(choices.length > 0 && choices.every((each) => !each.chosen));
  const { lineId, sourceId } = choices[0]!;
  await assert.rejects(
    dispatcher.needs.dispatchNeed({
      commandId: newId(),
      id: asked.id,
      version: 1,
      sources: [{ lineId, sourceId, quantity: 10 }],
    }),
    hasReason('quantity-needed'),
  );
  const dispatched = await dispatcher.needs.dispatchNeed({
    commandId: newId(),
    id: asked.id,
    version: 1,
    approvals: [{ lineId, quantity: 100 }],
    sources: [{ lineId, sourceId, quantity: 100 }],
  });
  assert.deepEqual([dispatched.lines[0]!.requested, dispatched.lines[0]!.approved], [null, 100]);
});

test('the same command twice makes one need; with another body it is refused', async (t) => {
  const { hospital, hospitalId } = await castOf(t);
  const command = {
    commandId: newId(),
    organisationId: hospitalId,
    lines: [{ item: 'medical-protective-mask', quantity: 5 }],
  };
  const [first, second] = await Promise.all([hospital.needs.collectNeed(command), hospital.needs.collectNeed(command)]);
  assert.deepEqual(first, second);
  assert.deepEqual(await hospital.needs.collectNeed(command), first);
  await assert.rejects(
    hospital.needs.collectNeed({ ...command, lines: [{ item: 'medical-protective-mask', quantity: 6 }] }),
    hasReason('other-body-same-command'),
  );
  assert.equal((await hospital.needs.listNeeds({})).rows.length, 1);
});

test('a dispatch undone within ten seconds frees the goods and puts the need back', async (t) => {
  const { hospital, dispatcher, hospitalId } = await castOf(t);
  const asked = await ask(hospital, hospitalId, 500);
  const before = await available(dispatcher);
  const sent = await dispatchAsSuggested(dispatcher, asked.id, 1);
  assert.equal(await available(dispatcher), before - 500);
  const undone = await dispatcher.needs.undoDecision({ commandId: newId(), id: asked.id, version: sent.version });
  assert.deepEqual([undone.status, undone.lines[0]!.reserved, undone.lines[0]!.approved], ['collected', 0, null]);
  assert.equal(await available(dispatcher), before);
});

test('a return undone holds the same goods again', async (t) => {
  const { hospital, dispatcher, hospitalId } = await castOf(t);
  const asked = await ask(hospital, hospitalId, 500);
  const sent = await dispatchAsSuggested(dispatcher, asked.id, 1);
  const returned = await dispatcher.needs.returnNeed({
    commandId: newId(),
    id: asked.id,
    version: sent.version,
    reason: '车坏了',
  });
  assert.deepEqual([returned.status, returned.lines[0]!.reserved], ['collected', 0]);
  const undone = await dispatcher.needs.undoDecision({ commandId: newId(), id: asked.id, version: returned.version });
  assert.deepEqual([undone.status, undone.lines[0]!.reserved], ['dispatched', 500]);
});

test('a supplier who cannot deliver gives the order back and sees that it is in the pool again', async (t) => {
  const { hospital, dispatcher, supplier, hospitalId } = await castOf(t);
  const asked = await ask(hospital, hospitalId, 500);
  const sent = await dispatchAsSuggested(dispatcher, asked.id, 1);
  const returned = await supplier.needs.returnNeed({
    commandId: newId(),
    id: asked.id,
    version: sent.version,
    reason: '车坏了',
  });
  assert.equal(returned.status, 'collected');
  await assert.rejects(supplier.needs.getNeed({ id: asked.id }), hasReason('not-found'));
});

test('two dispatchers on one version: the second is told to look again', async (t) => {
  const { hospital, dispatcher, supervisor, hospitalId } = await castOf(t);
  const asked = await ask(hospital, hospitalId, 5);
  await dispatcher.needs.claimNeed({ commandId: newId(), id: asked.id, version: 1 });
  await assert.rejects(
    supervisor.needs.claimNeed({ commandId: newId(), id: asked.id, version: 1 }),
    hasReason('stale-version'),
  );
});

test('goods partly rejected put the need back to dispatched; the rest is waived and it closes', async (t) => {
  const { hospital, dispatcher, supplier, hospitalId, supplierId } = await castOf(t);
  const asked = await ask(hospital, hospitalId, 100);
  await dispatchAsSuggested(dispatcher, asked.id, 1);
  const [order] = await supplier.deliveries.listOrders({});
  const delivery = await supplier.deliveries.shipDelivery({
    commandId: newId(),
    supplierId,
    lines: [{ reservationId: order!.reservationId, quantity: 100 }],
  });
  await hospital.deliveries.receiveDelivery({
    commandId: newId(),
    id: delivery.id,
    lines: [{ deliveryLineId: delivery.lines[0]!.id, accepted: 70, rejected: 30, reason: '包装破损' }],
  });
  const disputed = await hospital.needs.getNeed({ id: asked.id });
  assert.equal(disputed.status, 'dispatched');
  const waived = await hospital.needs.waiveRest({
    commandId: newId(),
    id: asked.id,
    version: disputed.version,
    lines: [{ lineId: disputed.lines[0]!.id, quantity: 30 }],
    reason: '够用了',
  });
  assert.equal(waived.status, 'fulfilled');
  const closed = await hospital.needs.closeNeed({
    commandId: newId(),
    id: asked.id,
    version: waived.version,
    receipt: { inPlace: true },
  });
  assert.deepEqual([closed.lines[0]!.accepted, closed.lines[0]!.rejected, closed.lines[0]!.waived], [70, 30, 30]);
});

test('only the receiver or a supervisor closes, and “cannot be met” needs the supervisor', async (t) => {
  const { hospital, dispatcher, supervisor, hospitalId } = await castOf(t);
  const asked = await ask(hospital, hospitalId, 5);
  const close = { id: asked.id, version: 1, reason: 'cannot-be-met' };
  await assert.rejects(dispatcher.needs.closeNeed({ commandId: newId(), ...close }), hasReason('not-allowed'));
  await assert.rejects(hospital.needs.closeNeed({ commandId: newId(), ...close }), hasReason('not-allowed'));
  const closed = await supervisor.needs.closeNeed({ commandId: newId(), ...close });
  assert.equal(closed.closing!.reason, 'cannot-be-met');
});

test('a duplicate is merged; both keep their history, and undo parts them again', async (t) => {
  const { hospital, dispatcher, hospitalId } = await castOf(t);
  const first = await ask(hospital, hospitalId, 5);
  const second = await ask(hospital, hospitalId, 5);
  const likely = await hospital.needs.findDuplicates({
    organisationId: hospitalId,
    kind: 'goods',
    lines: [{ item: 'medical-protective-mask', quantity: 5 }],
    excluding: second.id,
  });
  assert.equal(likely[0]!.need.id, first.id);
  const merged = await dispatcher.needs.mergeNeed({ commandId: newId(), id: second.id, version: 1, into: first.id });
  assert.deepEqual([merged.status, merged.mergedInto!.id], ['merged', first.id]);
  assert.equal((await hospital.needs.getNeed({ id: first.id })).mergedFrom[0]!.id, second.id);
  const parted = await dispatcher.needs.undoDecision({ commandId: newId(), id: second.id, version: merged.version });
  assert.deepEqual([parted.status, parted.mergedInto], ['collected', null]);
});

test('a step that the life does not have here is refused with the steps it has', async (t) => {
  const { hospital, supervisor, hospitalId } = await castOf(t);
  const asked = await ask(hospital, hospitalId, 5);
  await assert.rejects(
    hospital.needs.disputeNeed({ commandId: newId(), id: asked.id, version: 1, reason: '没到' }),
    (error: { data: { reason: string; allowed: string[] } }) => {
      assert.equal(error.data.reason, 'action-not-possible');
      assert.ok(error.data.allowed.includes('withdraw'));
      return true;
    },
  );
  await supervisor.needs.closeNeed({ commandId: newId(), id: asked.id, version: 1, reason: 'no-longer-needed' });
  const reopened = await hospital.needs.reopenNeed({ commandId: newId(), id: asked.id, version: 2, reason: '又缺了' });
  assert.equal(reopened.status, 'collected');
});

test('the other hospital sees nothing of it', async (t) => {
  const { town, hospital, hospitalId } = await castOf(t);
  const asked = await ask(hospital, hospitalId, 5);
  const other = await addOrganisation(town, 'hospital', '朝阳医院');
  const stranger = await town.as('institution', { organisationId: other });
  await assert.rejects(stranger.needs.getNeed({ id: asked.id }), hasReason('not-found'));
  assert.equal((await stranger.needs.listNeeds({})).rows.length, 0);
  await assert.rejects(ask(stranger, hospitalId, 5), hasReason('not-allowed'));
});

async function castOf(t: TestContext): Promise<Cast> {
  const town = await startTestServer(t, { work: false });
  const hospitalId = await addOrganisation(town, 'hospital', '海淀医院');
  const supplierId = await addOrganisation(town, 'producer', '演示口罩厂');
  const supplier = await town.as('supplier', { organisationId: supplierId });
  await supplier.supply.createSource({
    commandId: newId(),
    organisationId: supplierId,
    item: 'medical-protective-mask',
    form: 'stock',
    quantity: 10_000,
  });
  return {
    town,
    hospitalId,
    supplierId,
    supplier,
    hospital: await town.as('institution', { organisationId: hospitalId }),
    dispatcher: await town.as('dispatcher', { areaCode: '11' }),
    supervisor: await town.as('supervisor', { areaCode: '11' }),
  };
}

async function addOrganisation(town: TestServer, kind: 'hospital' | 'producer', name: string): Promise<string> {
  const administrator = await town.as('administrator', { areaCode: '11' });
  const made = await administrator.directory.createOrganisation({ commandId: newId(), kind, name, areaCode: '110108' });
  return made.id;
}

function ask(hospital: Client, organisationId: string, quantity: number | null) {
  return hospital.needs.collectNeed({
    commandId: newId(),
    organisationId,
    lines: [{ item: 'medical-protective-mask', quantity }],
  });
}

async function dispatchAsSuggested(dispatcher: Client, id: string, version: number) {
  const chosen = (await dispatcher.needs.suggestSources({ id })).filter((each) => each.chosen);
  const sources = chosen.map(({ lineId, sourceId, quantity }) => ({ lineId, sourceId, quantity }));
  return dispatcher.needs.dispatchNeed({ commandId: newId(), id, version, sources });
}

async function available(dispatcher: Client): Promise<number> {
  const { rows } = await dispatcher.supply.listSources({ item: 'medical-protective-mask' });
  return rows[0]!.available;
}

function hasReason(reason: string) {
  return (error: { data?: { reason?: string } }) => {
    assert.equal(error.data?.reason, reason, JSON.stringify(error));
    return true;
  };
}
