import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaFinder, areaFullName, areaHolds, areaLevel, areaParent, areaParents } from './areas.ts';
import { shippedAreas } from './shipped.ts';

const find = areaFinder(shippedAreas);
const names = new Map(shippedAreas.map(({ code, name }) => [code, name]));

test('a code tells its level and the areas around it', () => {
  assert.deepEqual(['42', '4205', '420502', '110108001'].map(areaLevel), ['province', 'city', 'district', 'street']);
  assert.deepEqual(['', '4', '42050', '4205A2', '110108001001'].map(areaLevel), Array(5).fill(undefined));
  assert.deepEqual(areaParents('110108001'), ['11', '1101', '110108']);
  assert.equal(areaParent('11'), null);
  assert.ok(areaHolds('', '11') && areaHolds('42', '420502') && !areaHolds('420502', '42'));
});

test('every area shipped has its parent, and there are all provinces, the streets of Beijing and Hubei', () => {
  for (const { code } of shippedAreas)
    assert.ok(areaLevel(code) && (areaParent(code) === null || names.has(areaParent(code) ?? '')), code);
  const count = (length: number) => shippedAreas.filter(({ code }) => code.length === length).length;
  assert.equal(count(2), 34);
  assert.ok(count(4) > 330 && count(6) > 2800 && count(9) > 1700);
  assert.equal(names.size, shippedAreas.length);
});

test('full names leave out what only fills a level', () => {
  const full = (code: string) => areaFullName(code, (each) => names.get(each));
  assert.equal(full('110108'), '北京市海淀区');
  assert.equal(full('429006'), '湖北省天门市');
  assert.equal(full('420502'), '湖北省宜昌市西陵区');
});

test('areas are found by the names that people write', () => {
  const code = (province: string, city: string, district: string) => find({ province, city, district })?.code;
  assert.equal(code('湖北', '宜昌市', '枝江市'), '420583');
  assert.equal(code('湖北省', '宜昌', '枝江'), '420583');
  assert.equal(code('湖北', '荆州市', '松滋市\t'), '421087');
  assert.equal(code('湖北', '荆州市', '荆州市'), '4210');
  assert.equal(code('湖北', '荆州市', '荆州区'), '421003');
  assert.equal(code('湖北', '荆州市', '沙市区'), '421002');
  assert.equal(code('湖北', '荆州市', '监利县'), '421088');
  assert.equal(code('湖北', '黄石市', '黄石市'), '4202');
  assert.equal(code('湖北', '随州市', '随县'), '421321');
  assert.equal(code('湖北', '恩施', '利川'), '422802');
  assert.equal(code('北京', '', '海淀'), '110108');
  assert.equal(code('北京市', '北京市', '海淀区'), '110108');
  assert.equal(code('重庆', '重庆市', '巫山县'), '500237');
  assert.equal(code('', '武汉市', '武昌区'), '420106');
  assert.equal(code('', '北京市', '海淀区'), '110108');
});

test('what is not found falls back to the wider area and says so', () => {
  assert.deepEqual(find({ province: '湖北', city: '襄阳市', district: '高新区' }), {
    code: '4206',
    name: '襄阳市',
    exact: false,
  });
  assert.deepEqual(find({ province: '湖北', city: '宜昌市', district: '天门市' }), {
    code: '429006',
    name: '天门市',
    exact: true,
  });
  assert.deepEqual(find({ province: '湖北', city: '武汉市' }), { code: '4201', name: '武汉市', exact: true });
  assert.equal(find({ province: '火星', city: '武汉市' }), undefined);
  assert.equal(find({}), undefined);
});
