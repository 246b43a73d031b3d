import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type KindDefinition, openStatuses, priorities } from '@baogong/contract';
import { checkDefinition } from '../definition.ts';
import { validateForm } from '../form.ts';
import { shippedKinds } from './index.ts';

const kindNamed = (code: string): KindDefinition => shippedKinds.find((kind) => kind.code === code)!.definition;

test('every kind of need that a city asks for is shipped, under a code of its own', () => {
  const codes = shippedKinds.map(({ code }) => code);
  assert.equal(new Set(codes).size, codes.length);
  assert.deepEqual(codes.toSorted(), [
    'enterprise-inspection',
    'equipment-repair',
    'errand',
    'goods',
    'home-visit',
    'hotline-complaint',
    'patient-transport',
    'permit-fast-track',
    'pipeline-retrofit',
    'psychological-support',
    'public-service-appointment',
    'referral',
    'special-medicine',
    'utility-repair',
  ]);
});

for (const { code, definition } of shippedKinds) {
  test(`${code} holds together, and its clock runs faster the more urgent the need`, () => {
    checkDefinition(definition);
    for (const status of openStatuses) {
      const minutes = priorities.map(
        (priority) => definition.limits.find((each) => each.status === status && each.priority === priority)!.minutes,
      );
      assert.deepEqual(
        minutes,
        minutes.toSorted((left, right) => left - right),
        status,
      );
    }
  });

  test(`${code}: that it cannot be met is for a supervisor to say`, () => {
    const reason = definition.closing.reasons.find((each) => each.code === 'cannot-be-met');
    assert.equal(reason?.supervisor, true);
  });

  test(`${code}: who it is about, where they live and how to reach them is sensitive`, () => {
    const personal = definition.fields.filter((field) => field.type === 'phone' || field.name === 'person');
    assert.deepEqual(
      personal.filter((field) => !field.sensitive),
      [],
    );
  });
}

test('goods are asked for without a word in the form: the lines say it all', () => {
  assert.deepEqual(validateForm(kindNamed('goods'), {}, 'zh'), {});
});

test('an inspection has sixteen items to tick', () => {
  const ticks = kindNamed('enterprise-inspection').fields.filter((field) => field.type === 'yes-no');
  assert.equal(ticks.length, 16);
});
