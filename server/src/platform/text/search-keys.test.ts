import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pinyin } from 'pinyin-pro';
import { queryKeys, queryPatterns, searchKeys, searchText } from './search-keys.ts';

const names = [
  '中国医学科学院北京协和医院',
  '首都医科大学附属北京朝阳医院',
  '首都医科大学宣武医院',
  '北京大学第三医院',
  '中日友好医院',
  '北京积水潭医院',
  '首都医科大学附属北京佑安医院',
  '北京市海淀医院',
  '北京清华长庚医院',
  '北京市大兴区人民医院',
  '北京航天总医院',
  '应急管理部应急总医院',
  '北京市昌平区南口铁路医院',
  '北京市密云区十里堡镇社区卫生服务中心',
  '北京市平谷区大华山镇社区卫生服务中心',
  '华中科技大学同济医学院附属协和医院',
  '武汉大学人民医院',
  '宜昌市第三人民医院',
  '长阳土家族自治县人民医院',
  '重庆医科大学附属第一医院',
  '长沙市第一医院',
  '厦门大学附属中山医院',
  '乐山市人民医院',
  '广州市番禺区中心医院',
  '六安市人民医院',
  '荆州市公安县人民医院',
  '医用防护口罩（N95）',
  '10升制氧机',
  '75%酒精',
  '84消毒液',
];
const rows = names.map((name) => ({ name, keys: new Set(searchKeys(name)), text: searchText(name) }));

/** What the database does with the keys and the patterns. */
function found(query: string) {
  return rows.filter(
    ({ keys, text }) =>
      queryKeys(query).every((key) => keys.has(key)) &&
      queryPatterns(query).every((pattern) => text.includes(pattern.slice(1, -1))),
  );
}

function assertFound(query: string, name: string) {
  assert.ok(
    found(query).some((row) => row.name === name),
    `“${query}” does not find ${name}`,
  );
}

test('a name is found by every one, two and three neighbouring characters of it', () => {
  for (const name of names)
    for (const length of [1, 2, 3])
      for (let place = 0; place + length <= name.length; place++) assertFound(name.slice(place, place + length), name);
});

test('a name is found by its pinyin whole and by parts, and by its initials', () => {
  for (const name of names.filter((each) => /^\p{Script=Han}+$/u.test(each))) {
    const syllables = pinyin(name, { toneType: 'none', type: 'array', v: true });
    const initials = syllables.map((syllable) => syllable.charAt(0)).join('');
    for (const query of [
      syllables.join(''),
      syllables.slice(2, 5).join(''),
      syllables.slice(0, 3).join(' '),
      initials,
      initials.slice(1, 5),
      initials.slice(-2),
    ])
      assertFound(query, name);
  }
});

test('heteronyms are found under each reading', () => {
  const readings = {
    chongqing: '重庆医',
    zhongqing: '重庆医',
    changsha: '长沙',
    changgeng: '清华长庚',
    zhaoyang: '朝阳',
    chaoyang: '朝阳',
    xiamen: '厦门',
    leshan: '乐山',
    panyu: '番禺',
    luan: '六安',
    shilipu: '十里堡',
  };
  for (const [query, part] of Object.entries(readings))
    assertFound(query, names.find((name) => name.includes(part)) ?? '');
});

test('Latin words, digits, mixed and untidy queries find their names', () => {
  for (const query of ['N95', 'n95', 'Ｎ９５', '95', '口罩n95', '口罩 N95', 'fhkz', '防护kz'])
    assertFound(query, '医用防护口罩（N95）');
  for (const query of ['海淀yy', ' 海淀、医院 ', 'HaiDian', 'hdyy', 'hd']) assertFound(query, '北京市海淀医院');
  for (const query of ['84', '84消毒', '84xdy', 'xdy']) assertFound(query, '84消毒液');
});

test('what no name has is not found, and few wrong rows pass the keys', () => {
  for (const query of ['上海', 'shanghai', 'zzzz', 'xq9', '氧气瓶']) assert.deepEqual(found(query), []);
  const passing = rows.flatMap(({ keys }) =>
    ['haidian', 'xiehe', 'hdyy', '协和'].filter((query) => queryKeys(query).every((key) => keys.has(key))),
  );
  const right = ['haidian', 'xiehe', 'hdyy', '协和'].flatMap(found);
  assert.ok(passing.length <= right.length + 1);
});

test('a query without letters asks for no keys, so that the caller does not filter', () => {
  for (const query of ['', '  ', '！？%_']) assert.deepEqual([queryKeys(query), queryPatterns(query)], [[], []]);
});

test('keys and queries are bounded, however long the name', () => {
  const monster = '口罩医院长沙'.repeat(200_000);
  assert.ok(searchKeys(monster, Array(60).fill(monster)).length <= 2000);
  assert.ok(queryKeys(monster).length <= 2000 && searchText(monster).length < 20_000);
});

test('a synonym finds the item as its name does', () => {
  const keys = new Set(searchKeys('医用防护口罩', ['N95口罩', '3M1860']));
  for (const query of ['n95', '1860', '3m', 'n95kz', '防护口罩'])
    assert.ok(
      queryKeys(query).every((key) => keys.has(key)),
      query,
    );
});
