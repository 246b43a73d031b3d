import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kind } from '@baogong/contract';
import { KindDefinition } from '@baogong/contract';
import {
  blankField,
  blankOption,
  cellOf,
  codeFrom,
  definitionOf,
  draftOf,
  limitRows,
  moved,
  withLabel,
} from './kind-draft.ts';
import { spanOf } from './spans.ts';

const kind: Kind = {
  code: 'oxygen',
  version: 3,
  retired: false,
  shipped: true,
  name: { zh: '医用氧', en: 'Oxygen' },
  description: null,
  life: 'supply',
  desk: 'city',
  fields: [
    {
      name: 'beds',
      label: { zh: '床位', en: 'Beds' },
      type: 'integer',
      required: true,
      sensitive: false,
      help: null,
      minimum: 1,
      maximum: 5000,
      options: [],
    },
  ],
  limits: [
    { status: 'collected', priority: 'urgent', minutes: 60 },
    { status: 'fulfilled', priority: 'normal', minutes: 2880 },
  ],
  escalationMinutes: 30,
  closing: {
    receipt: true,
    reasons: [{ code: 'bought-elsewhere', label: { zh: '另行采购', en: 'Bought elsewhere' }, supervisor: false }],
  },
};

test('a kind goes through the editor unchanged', () => {
  const { code: _code, version: _version, retired: _retired, shipped: _shipped, ...definition } = kind;
  assert.deepEqual(definitionOf(draftOf(kind)), definition);
});

test('a copy starts without a code and with everything else', () => {
  const copy = draftOf(kind, true);
  assert.equal(copy.code, '');
  assert.deepEqual(definitionOf(copy), definitionOf(draftOf(kind)));
});

test('a new kind needs only names and one reason to be sound', () => {
  const draft = draftOf(null);
  const reasons = [{ ...draft.reasons[0]!, code: 'done', label: { zh: '已办', en: 'Done' } }];
  const named = { ...draft, name: { zh: '医疗污水', en: 'Sewage' }, reasons };
  assert.ok(KindDefinition.safeParse(definitionOf(named)).success);
});

test('limits are sent status by status, the most urgent first, empty ones left out', () => {
  const limits = {
    [cellOf('dispatched', 'normal')]: 9,
    [cellOf('collected', 'life-critical')]: 5,
    [cellOf('fulfilled', 'urgent')]: null,
  };
  assert.deepEqual(limitRows(limits), [
    { status: 'collected', priority: 'life-critical', minutes: 5 },
    { status: 'dispatched', priority: 'normal', minutes: 9 },
  ]);
});

test('what a type does not use is not sent', () => {
  const field = { ...blankField(), type: 'text' as const, minimum: 1, options: [blankOption()] };
  const [sent] = definitionOf({ ...draftOf(null), fields: [field] }).fields;
  assert.deepEqual([sent!.minimum, sent!.options], [null, []]);
});

test('the code follows the English label until somebody writes another or a version keeps it', () => {
  assert.equal(codeFrom(' Oxygen, litres/min '), 'oxygen-litres-min');
  const fresh = withLabel(blankField(), { zh: '', en: 'Beds in use' }, 'name');
  assert.equal(fresh.name, 'beds-in-use');
  assert.equal(withLabel({ ...fresh, name: 'beds' }, { zh: '', en: 'Beds' }, 'name').name, 'beds');
  assert.equal(withLabel({ ...fresh, name: 'own' }, { zh: '', en: 'Beds' }, 'name').name, 'own');
  assert.equal(withLabel(fresh, { zh: '', en: 'Cots' }, 'name', true).name, 'beds-in-use');
});

test('rows move by one place and stay put at the ends', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 0, 1), ['b', 'a', 'c']);
  assert.deepEqual(moved(['a', 'b', 'c'], 2, -1), ['a', 'c', 'b']);
  assert.deepEqual(moved(['a', 'b'], 0, -1), ['a', 'b']);
});

test('minutes are said as people say them', () => {
  assert.deepEqual(spanOf(15), { word: 'minutes', days: 0, hours: 0, minutes: 15 });
  assert.deepEqual(spanOf(120), { word: 'hours', days: 0, hours: 2, minutes: 0 });
  assert.deepEqual(spanOf(150), { word: 'hours-minutes', days: 0, hours: 2, minutes: 30 });
  assert.deepEqual(spanOf(2880), { word: 'days', days: 2, hours: 0, minutes: 0 });
  assert.deepEqual(spanOf(1500), { word: 'days-hours', days: 1, hours: 1, minutes: 0 });
});
