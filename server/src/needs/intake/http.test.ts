import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@baogong/contract';
import { type Client, startTestServer } from '../../../testing/server.ts';
import { openTown } from '../../../testing/town.ts';

const csv = (rows: string) => new File([`机构,物资,数量,单位\n${rows}`], '需求.csv', { type: 'text/csv' });

async function finished(client: Client, id: string) {
  for (let tries = 0; tries < 100; tries += 1) {
    const report = await client.intake.getImport({ id });
    if (report.finishedAt) return report;
    await sleep(50);
  }
  throw new Error('the import did not end');
}

test('a file sent over HTTP is answered at once, imported in the background and handed back', async (t) => {
  const server = await startTestServer(t);
  const town = await openTown(server.db);
  const desk = await server.as('dispatcher', { areaCode: '4201' });
  const commandId = newId();
  const file = csv('江岸第一医院,防护服,5,件\n江岸第一医院,飞机,1,架\n');
  const started = await desk.intake.startImport({ commandId, file, dryRun: 'false', createMissing: 'false' });
  assert.equal(started.status, 'waiting');
  const again = await desk.intake.startImport({ commandId, file, dryRun: 'false', createMissing: 'false' });
  assert.equal(again.id, started.id);
  const other = desk.intake.startImport({ commandId, file: csv('x,y,1,z\n'), dryRun: 'false', createMissing: 'false' });
  await assert.rejects(other, /use a new id/);

  const report = await finished(desk, started.id);
  assert.deepEqual([report.status, report.rows, report.accepted, report.rejected, report.needs], ['done', 2, 1, 1, 1]);
  assert.equal(report.hasRejectedFile, true);
  const back = await desk.intake.rejectedRows({ id: started.id });
  assert.equal(back.name, '需求-rejected.csv');
  assert.match(await back.text(), /飞机/);

  const hospital = await server.as('institution', { organisationId: town.hospitals[1].id });
  await assert.rejects(hospital.intake.getImport({ id: started.id }), /was not found/);
  const supervisor = await server.as('supervisor', { areaCode: '42' });
  assert.equal((await supervisor.intake.getImport({ id: started.id })).id, started.id);
  const missing = { commandId: newId(), file, dryRun: 'false', createMissing: 'true' };
  await assert.rejects(hospital.intake.startImport(missing), /Your post may not do this/);

  const broken = new File([new Uint8Array([0xff, 0xd8, 0xff, 0xe0])], 'needs.xlsx');
  const failed = await desk.intake.startImport({
    commandId: newId(),
    file: broken,
    dryRun: 'false',
    createMissing: 'false',
  });
  const failure = await finished(desk, failed.id);
  assert.deepEqual([failure.status, failure.failure?.includes('it is a picture')], ['failed', true]);

  const template = await hospital.intake.importTemplate({ format: 'xlsx', empty: 'false' });
  assert.ok(template.size > 5000);
});

test('a pasted text becomes lines beside their source, with a question for what is open', async (t) => {
  const server = await startTestServer(t, { work: false });
  await openTown(server.db);
  const desk = await server.as('dispatcher', { areaCode: '4201' });
  const text = '急需N95口罩2万只、防护服若干、医用外科口罩50箱(每箱100只)，明天上午前，武昌人民医院王主任';
  const read = await desk.intake.parseText({ text });
  const [mask, clothing, surgical] = read.lines;
  assert.deepEqual([mask?.itemCode, mask?.baseQuantity, mask?.question], ['medical-protective-mask', 20_000, null]);
  assert.equal(text.slice(...mask!.span).includes('N95'), true);
  assert.deepEqual([clothing?.quantity, clothing?.baseQuantity], [null, null]);
  assert.match(clothing!.question!, /^How many/);
  assert.equal(surgical?.baseQuantity, 5000);
  assert.equal(read.organisations[0]?.name, '武昌人民医院');
  assert.equal(read.urgent, true);
  assert.ok(read.neededBy);
  const loose = await desk.intake.parseText({ text: '需要84消毒液500' });
  assert.deepEqual([loose.lines[0]?.quantity, loose.lines[0]?.baseQuantity], [500, null]);
  assert.match(loose.lines[0]!.question!, /which unit/);
  const elsewhere = await server.as('dispatcher', { areaCode: '11' });
  assert.deepEqual((await elsewhere.intake.parseText({ text })).organisations, []);
});
