import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { needTransitions } from '@baogong/contract';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { sql } from 'kysely';
import { actorWith } from '../../../testing/act.ts';
import { openTestDatabase } from '../../../testing/database.ts';
import { openTown, type Town } from '../../../testing/town.ts';
import type { Actor } from '../../platform/actor.ts';
import { systemClock } from '../../platform/clock.ts';
import { type Database, openDatabase } from '../../platform/db/database.ts';
import { syncTransitions } from '../../platform/log/transitions.ts';
import { importFile } from './direct.ts';
import { readXlsx } from '../../platform/files/xlsx.ts';
import { makeTemplate } from './template.ts';

let database: Database;
let town: Town;
const hints = { wake: () => {} };

before(async () => {
  const { url } = await openTestDatabase();
  database = openDatabase(url, 6);
  await database.db.transaction().execute((tx) => syncTransitions(tx, needTransitions()));
  town = await openTown(database.db);
});
after(() => database.close());

type Options = { fileName?: string; actor?: Actor; dryRun?: boolean; createMissing?: boolean; locale?: 'zh' | 'en' };

async function take(content: Buffer | string, options: Options = {}) {
  const given = {
    fileName: 'needs',
    content: Buffer.from(content),
    dryRun: false,
    createMissing: false,
    actor: town.actorOf('dispatcher'),
    locale: 'zh' as const,
    ...options,
  };
  const result = await importFile({ db: database.db, hints, clock: systemClock }, given);
  const { rows, accepted, rejected, repeated } = result.report;
  if (result.report.status === 'done') assert.equal(accepted + rejected + repeated, rows);
  return result;
}

async function workbook(fill: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const linesOf = (hospital: number, item: string) =>
  database.db
    .selectFrom('need_line')
    .innerJoin('need', 'need.id', 'need_line.need_id')
    .select(['item_code', 'requested', 'said', 'need.id', 'need.priority', 'need.needed_by', 'specification'])
    .where('organisation_id', '=', town.hospitals[hospital]!.id)
    .where('item_code', '=', item)
    .orderBy('collected_at')
    .execute();
const countNeeds = async () =>
  (await sql<{ count: number }>`select count(*)::int as count from need`.execute(database.db)).rows[0]!.count;

test('a csv in GBK with semicolons is read, packs are counted out, unknown stays unknown', async () => {
  const text = [
    '二月需求汇总;;;',
    '单位;物资名称;数量;备注',
    '江岸第一医院;N95口罩;２万只;急诊',
    '江岸第一医院;医用外科口罩;50箱(每箱100只);',
    '江岸第一医院;防护服;若干;',
    '',
    '武昌人民医院;护目镜;1,200;',
  ].join('\r\n');
  const { report } = await take(iconv.encode(text, 'gbk'));
  assert.deepEqual([report.rows, report.accepted, report.needs, report.errors], [4, 4, 2, []]);
  assert.equal((await linesOf(0, 'medical-protective-mask'))[0]?.requested, 20_000);
  assert.deepEqual(await linesOf(0, 'surgical-mask').then((rows) => [rows[0]?.requested, rows[0]?.said]), [
    5000,
    '50箱(每箱100只)',
  ]);
  assert.deepEqual(await linesOf(0, 'protective-clothing').then((rows) => [rows[0]?.requested, rows[0]?.said]), [
    null,
    '若干',
  ]);
});

test('the same file again takes nothing, nor does it in another format or with other remarks', async () => {
  const csv = '机构,物资,数量,单位,备注\n青山职工医院,防护服,30,件,一\n青山职工医院,护目镜,,,\n';
  assert.equal((await take(csv)).report.accepted, 2);
  const before = await countNeeds();
  const again = await take(csv.replace('一', '二'));
  const utf16 = await take(iconv.encode(csv.replaceAll(',', '\t'), 'utf16le', { addBOM: true }));
  for (const { report } of [again, utf16]) assert.deepEqual([report.accepted, report.repeated], [0, 2]);
  assert.equal(await countNeeds(), before);
});

test('a messy workbook: titles, merged cells, formulas, serial dates, hidden sheets, colours far out', async () => {
  const content = await workbook((book) => {
    const hidden = book.addWorksheet('旧数据', { state: 'hidden' });
    hidden.addRows([
      ['机构', '物资', '数量'],
      ['江岸第一医院', '防护服', 999],
    ]);
    const sheet = book.addWorksheet('需求');
    sheet.addRow(['武昌区物资需求表']);
    sheet.mergeCells('A1:F1');
    sheet.addRow([]);
    sheet.addRow(['医院 Hospital', '品名*', '数量（只）', '需要时间', '联系人', '无关的一列']);
    sheet.addRow([
      '武昌人民医院',
      '医用外科口罩',
      { formula: '100*5', result: 500 },
      new Date('2099-03-01T00:00:00Z'),
      '王',
      1,
    ]);
    sheet.addRow([null, '防护服', '１５０', '2099年3月1日', '王', 2]);
    sheet.mergeCells('A4:A5');
    sheet.addRow([]);
    sheet.getCell('XFD4').fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFF0000' } };
  });
  const { report } = await take(content);
  assert.deepEqual([report.rows, report.accepted, report.needs, report.errors], [2, 2, 1, []]);
  const [mask] = await linesOf(1, 'surgical-mask');
  assert.deepEqual([mask?.requested, mask?.needed_by], [500, '2099-03-01T15:59:00.000Z']);
  assert.equal((await linesOf(1, 'protective-clothing'))[0]?.requested, 150);
});

const bad: [string, string, RegExp][] = [
  ['江岸第一医院,飞机,1,个,', '物资', /目录里没有“飞机”/],
  ['江岸第一医院,防护眼罩罩,1,个,', '物资', /目录里没有/],
  ['江岸第一医院,防护服,-5,件,', '数量', /负数/],
  ['江岸第一医院,防护服,0,件,', '数量', /不能是 0/],
  ['江岸第一医院,防护服,2.5,件,', '单位', /不是整数/],
  ['江岸第一医院,医用液氧,1000000000,吨,', '数量', /数量应在/],
  ['江岸第一医院,防护服,5,光年,', '单位', /光年/],
  ['江岸第一医院,84消毒液,5,,', '单位', /没有填单位/],
  ['江岸第一医院,防护服,三五件吧还是算了,件,', '数量', /看不懂|范围/],
  ['江岸第一医院,防护服,5,件,1900-01-01', '需要时间', /2000–2199/],
  ['江岸第一医院,防护服,5,件,2020-02-01', '需要时间', /已经过去/],
  ['江岸第一医院,防护服,5,件,某天', '需要时间', /看不懂时间/],
  ['江岸第二医院,防护服,5,件,', '机构', /江岸第一医院/],
  ['武昌医药公司,防护服,5,件,', '机构', /不是提需求的单位/],
  ['江岸第一医院,#REF!,5,件,', '物资', /公式出错/],
];

test('each wrong cell is named by row and column with its cure; good rows are taken all the same', async () => {
  const lines = [...bad.map(([line]) => line), '江岸第一医院,手术衣,77,件,'];
  const { report } = await take(`机构,物资,数量,单位,需要时间\n${lines.join('\n')}\n`);
  assert.deepEqual([report.accepted, report.rejected], [1, bad.length]);
  for (const [index, [line, column, message]] of bad.entries()) {
    const errors = report.errors.filter((error) => error.row === index + 2);
    assert.ok(errors.length > 0, `no error for ${line}`);
    assert.ok(
      errors.some((error) => error.column === column && message.test(error.message)),
      `${line}: ${JSON.stringify(errors)}`,
    );
  }
});

test('messages come in the importer’s language', async () => {
  const { report } = await take('hospital,item,quantity\n江岸第一医院,spaceship,1\n', { locale: 'en' });
  assert.match(report.errors[0]!.message, /^the catalogue has no "spaceship"/);
});

test('the handed-back file holds the bad rows, is harmless in Excel, and when corrected adds only those', async () => {
  const content = await workbook((book) => {
    const sheet = book.addWorksheet('需求');
    sheet.addRow(['机构', '物资', '规格', '数量', '单位', '我的列']);
    sheet.addRow(['武昌人民医院', '隔离衣', '甲', 5, '件', 'x']);
    sheet.addRow(['武昌人民医院', '飞毯', '=HYPERLINK("http://x")', 7, '件', '@SUM(A1)']);
  });
  const first = await take(content);
  assert.deepEqual([first.report.accepted, first.report.rejected], [1, 1]);
  assert.ok(first.rejectedFile);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(first.rejectedFile as never);
  const sheet = book.worksheets[0]!;
  assert.equal(sheet.rowCount, 2);
  assert.deepEqual((sheet.getRow(1).values as string[]).slice(1), [
    '机构',
    '物资',
    '规格',
    '数量',
    '单位',
    '我的列',
    '错误原因',
  ]);
  assert.equal(sheet.getCell('C2').value, `'=HYPERLINK("http://x")`);
  assert.equal(sheet.getCell('F2').value, `'@SUM(A1)`);
  assert.match(String(sheet.getCell('G2').value), /物资：目录里没有“飞毯”/);
  assert.equal((sheet.getCell('B2').fill as ExcelJS.FillPattern).fgColor?.argb, 'FFFF8A80');
  sheet.getCell('B2').value = '护目镜';
  const before = await countNeeds();
  const corrected = await take(Buffer.from(await book.xlsx.writeBuffer()));
  assert.deepEqual([corrected.report.rows, corrected.report.accepted, corrected.report.rejected], [1, 1, 0]);
  assert.equal(await countNeeds(), before + 1);
  const line = (await linesOf(1, 'protective-goggles')).at(-1) ?? (await linesOf(1, 'goggles')).at(-1);
  assert.equal(line?.specification, '=HYPERLINK("http://x")');
});

test('csv handed back neutralises formulas and keeps its columns', async () => {
  const { rejectedFile } = await take('机构,物资,数量,x\n江岸第一医院,-2+3,1,"=cmd|x"\n');
  assert.match(String(rejectedFile), /^\uFEFF机构,物资,数量,x,错误原因\r\n江岸第一医院,'-2\+3,1,'=cmd\|x,物资：/);
});

test('the same item twice for one institution and time is told at the second row', async () => {
  const { report } = await take(
    '机构,物资,数量,需要时间\n江岸第一医院,鞋套,5000,2099-01-01\n江岸第一医院,鞋套,6000,2099-01-01\n江岸第一医院,鞋套,5000,2099-01-01\n',
  );
  const rows = report.errors.map((error) => [error.row, /第 2 行/.test(error.message)]);
  assert.deepEqual(
    [report.rejected, rows],
    [
      2,
      [
        [3, true],
        [4, true],
      ],
    ],
    JSON.stringify(report.errors),
  );
});

test('a post takes rows of its own institution or area only', async () => {
  const csv = '机构,物资,数量,需要时间\n江岸第一医院,防护服,11,2099-05-01\n武昌人民医院,防护服,12,2099-05-01\n';
  const own = await take(csv, { actor: town.actorOf('institution') });
  assert.deepEqual([own.report.accepted, own.report.rejected], [1, 1]);
  assert.match(own.report.errors[0]!.message, /不能替“武昌人民医院”/);
  const district = actorWith({ role: 'district-desk', organisationId: null, areaCode: '420106' });
  const wuchang = await take(csv, { actor: district });
  assert.deepEqual([wuchang.report.accepted, wuchang.report.rejected], [1, 1]);
});

test('an institution’s own list needs no column for the institution', async () => {
  const { report } = await take('物资,数量\n防护服,41\n', { actor: town.actorOf('institution') });
  assert.deepEqual([report.accepted, report.errors], [1, []]);
});

test('a dry run tells the same and writes nothing', async () => {
  const csv = '机构,物资,数量,区\n江岸第一医院,防护服,8801,\n江北新医院,防护服,8801,江岸区\n';
  const before = await countNeeds();
  const dispatcher = town.actorOf('dispatcher');
  const hotline = town.actorOf('hotline-desk');
  const dry = await take(csv, { dryRun: true, createMissing: true, actor: dispatcher });
  assert.deepEqual([dry.report.accepted, dry.report.needs, await countNeeds()], [2, 2, before]);
  const found = await database.db.selectFrom('organisation').select('id').where('name', '=', '江北新医院').execute();
  assert.equal(found.length, 0);
  assert.equal((await take(csv)).report.rejected, 1);
  assert.equal((await take(csv, { createMissing: true, actor: hotline })).report.status, 'failed');
  const real = await take(csv, { createMissing: true, actor: dispatcher });
  assert.deepEqual([real.report.accepted, real.report.repeated], [1, 1]);
});

test('an import that breaks off between batches is completed exactly once by the next run', async () => {
  const day = Temporal.PlainDate.from('2100-01-01');
  const lines = Array.from(
    { length: 1200 },
    (_, index) => `江岸第一医院,防护服,${index + 1},${day.add({ days: index })}`,
  );
  const csv = `机构,物资,数量,需要时间\n${lines.join('\n')}\n`;
  const before = await countNeeds();
  await sql`create function break_off() returns trigger language plpgsql as $$ begin
    if (select count(*) from import_row) > (select min(value::int) from setting_of_test) then raise exception 'power failure'; end if;
    return null; end $$`.execute(database.db);
  await sql`create table setting_of_test as select count(*) + 400 as value from import_row`.execute(database.db);
  await sql`create trigger break_off before insert on import_row execute function break_off()`.execute(database.db);
  await assert.rejects(take(csv), /power failure/);
  await sql`drop trigger break_off on import_row`.execute(database.db);
  const between = (await countNeeds()) - before;
  assert.ok(between > 0 && between < lines.length, `${between} written before`);
  const { report } = await take(csv);
  assert.equal((await countNeeds()) - before, lines.length);
  assert.deepEqual([report.repeated, report.accepted], [between, lines.length - between]);
  assert.equal((await take(csv)).report.repeated, lines.length);
});

test('the same file twice at the same moment is taken once', async () => {
  const rows = Array.from(
    { length: 120 },
    (_, index) => `青山职工医院,防护服,${index + 1},2150-01-01 ${10 + (index % 10)}:${10 + Math.floor(index / 10)}`,
  );
  const csv = `机构,物资,数量,需要时间\n${rows.join('\n')}\n`;
  const before = await countNeeds();
  const both = await Promise.all([take(csv), take(csv)]);
  assert.equal((await countNeeds()) - before, rows.length);
  assert.equal(both[0].report.accepted + both[1].report.accepted, rows.length);
});

test('the template comes filled in, and sent back as it is changes nothing', async () => {
  const actor = town.actorOf('institution');
  const now = systemClock.now();
  for (const format of ['xlsx', 'csv'] as const) {
    const content = await makeTemplate(database.db, actor, { format, empty: false }, 'zh', now);
    const before = await countNeeds();
    const { report } = await take(content, { actor });
    assert.ok(report.rows > 5, `${report.rows} rows`);
    assert.deepEqual([report.accepted, report.rejected, report.errors.slice(0, 3)], [0, 0, []]);
    assert.equal(await countNeeds(), before);
  }
  const empty = await readXlsx(await makeTemplate(database.db, actor, { format: 'xlsx', empty: true }, 'en', now));
  assert.deepEqual(
    empty.map((sheet) => sheet.name),
    ['Needs', 'Items', 'Help'],
  );
  assert.equal(empty[0]?.rows.length, 1);
});

test('whatever the rows, every one is accepted, rejected or repeated, and a second run takes none', async () => {
  const cell = fc.constantFrom(
    '',
    '防护服',
    '江岸第一医院',
    '5',
    '-1',
    '若干',
    '2099-01-01',
    '个',
    '=1+1',
    '"',
    '\u0000',
    '１２',
    'N95',
  );
  const row = fc.array(cell, { minLength: 0, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (rows) => {
      const lines = rows.map((cells) => cells.map((each) => (each === '"' ? '""""' : each)).join(','));
      const csv = `机构,物资,数量,单位,需要时间\n${lines.join('\n')}`;
      const first = await take(csv);
      const second = await take(csv);
      assert.equal(second.report.accepted, 0);
      assert.equal(second.report.repeated, first.report.accepted + first.report.repeated);
    }),
    { numRuns: 40 },
  );
});

test('the need lists of 156 hospitals of Hubei land whole, and 1,342 unknown quantities stay unknown', async (t) => {
  const { url } = await openTestDatabase(t);
  const own = openDatabase(url, 6);
  t.after(() => own.close());
  await own.db.transaction().execute((tx) => syncTransitions(tx, needTransitions()));
  await openTown(own.db);
  const file = new URL('../../../../data/wuhan2020/hospital_needs_last.csv', import.meta.url);
  const posts = [
    { role: 'dispatcher' as const, organisationId: null, areaCode: '42' },
    { role: 'administrator' as const, organisationId: null, areaCode: null },
  ];
  const given = {
    fileName: 'hubei.csv',
    content: readFileSync(file),
    dryRun: false,
    createMissing: true,
    locale: 'zh' as const,
  };
  const actor = { ...actorWith(posts[0]!), posts };
  const run = () => importFile({ db: own.db, hints, clock: systemClock }, { ...given, actor });
  const { report } = await run();
  assert.deepEqual(
    [report.rows, report.accepted, report.rejected, report.needs],
    [1550, 1550, 0, 157],
    JSON.stringify(report.errors),
  );
  const { rows } = await sql<{ unsaid: number; said: number; known: number }>`
    select count(*) filter (where requested is null and said is null)::int as unsaid,
           count(*) filter (where requested is null and said is not null)::int as said,
           count(requested)::int as known from need_line`.execute(own.db);
  const [line] = rows;
  assert.equal(line!.unsaid, 1342);
  assert.equal(line!.said + line!.known, 208);
  assert.ok(line!.known > 100, `${line!.known} known`);
  assert.equal((await run()).report.repeated, 1550);
});
