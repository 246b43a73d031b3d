import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itemFinder, namesOf, normalisedName } from './names.ts';
import { shippedConversions, shippedItems, shippedUnits } from './shipped.ts';

const itemCodes = new Set(shippedItems.map(({ code }) => code));
const unitCodes = new Set(shippedUnits.map(({ code }) => code));
const find = itemFinder(shippedItems);

/** The words of the need lists of February 2020. */
const wuhan2020 = {
  医用外科口罩: 'surgical-mask',
  防护服: 'protective-clothing',
  '医用防护口罩 | N95口罩': 'medical-protective-mask',
  '防冲击眼罩/护目镜/防护眼镜': 'goggles',
  '防护帽/医用帽/圆帽': 'medical-cap',
  防护面罩: 'face-shield',
  手术衣: 'surgical-gown',
  普通医用口罩: 'disposable-medical-mask',
  手部皮肤消毒液: 'hand-sanitiser',
  乳胶手套: 'latex-gloves',
  '75%酒精': 'alcohol-75',
  隔离衣: 'isolation-gown',
  防污染靴套: 'boot-covers',
  防污染鞋套: 'shoe-covers',
  '长筒胶鞋/防污染靴': 'rubber-boots',
  '84消毒液': 'chlorine-disinfectant-84',
  医用紫外线消毒车: 'ultraviolet-disinfection-trolley',
  床罩: 'bed-cover',
  空气消毒设备: 'air-disinfector',
  测体温设备: 'thermometer',
  医用面罩式雾化器: 'nebuliser-mask',
  过氧乙酸: 'peracetic-acid',
  活力碘: 'iodophor',
};

test('codes are unique, and every item, unit and conversion named exists', () => {
  assert.equal(itemCodes.size, shippedItems.length);
  assert.equal(unitCodes.size, shippedUnits.length);
  for (const item of shippedItems) {
    const named = [...(item.kit ?? []), ...(item.substitutes ?? [])]
      .map((other) => other.item)
      .concat(item.narrower ?? []);
    for (const code of named) assert.ok(itemCodes.has(code) && code !== item.code, `${item.code} names ${code}`);
    for (const unit of [item.baseUnit, ...item.units.map((each) => each.unit)])
      assert.ok(unitCodes.has(unit), `${item.code}: ${unit}`);
  }
  for (const { from, to, items = [], exceptItems = [] } of shippedConversions) {
    assert.ok(unitCodes.has(from) && unitCodes.has(to));
    for (const code of [...items, ...exceptItems]) assert.ok(itemCodes.has(code));
  }
});

test('no name or synonym means two items', () => {
  const owners = new Map<string, string>();
  for (const item of shippedItems)
    for (const name of namesOf(item)) {
      assert.equal(owners.get(name), undefined, `${name}: ${owners.get(name)} and ${item.code}`);
      owners.set(name, item.code);
    }
});

test('no word means two units', () => {
  const words = shippedUnits.flatMap(({ name, synonyms }) => [...new Set([name.zh, ...synonyms].map(normalisedName))]);
  assert.equal(new Set(words).size, words.length);
});

test('the 23 item names of February 2020 are known', () => {
  for (const [name, code] of Object.entries(wuhan2020)) assert.equal(find(name)?.code, code, name);
});

test('names as chats write them are known', () => {
  const chat = {
    N95: 'medical-protective-mask',
    '口罩(N95)': 'medical-protective-mask',
    '口罩（Ｎ９５）': 'medical-protective-mask',
    丙泊酚: 'propofol',
  };
  for (const [name, code] of Object.entries({
    ...chat,
    氧气瓶: 'oxygen-cylinder',
    '10L 制氧机': 'oxygen-concentrator-10l',
  }))
    assert.equal(find(name)?.code, code, name);
  assert.equal(find('飞机'), undefined);
});

test('a usable oxygen bottle is a kit of cylinder, regulator, flowmeter, humidifier, trolley and adapter', () => {
  const parts = find('氧气瓶套装')?.kit?.map(({ item }) => item);
  assert.deepEqual(parts, [
    'oxygen-cylinder-10l',
    'oxygen-regulator',
    'oxygen-flowmeter',
    'humidifier-bottle',
    'cylinder-trolley',
    'oxygen-adapter',
  ]);
});
