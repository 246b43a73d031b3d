import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newPassword } from './new-password.ts';
import { blankPost, postOf } from './post-draft.ts';

const organisation = { id: 'some-organisation', name: '海淀医院' };
const area = { id: '110108', name: '海淀区' };

test('a post is sent with the one binding that its role asks for, whatever was chosen before the role changed', () => {
  const chosen = { ...blankPost(), organisation, area };
  assert.deepEqual(postOf({ ...chosen, role: 'dispatcher' }), {
    role: 'dispatcher',
    organisationId: null,
    areaCode: '110108',
  });
  assert.deepEqual(postOf({ ...chosen, role: 'institution' }), {
    role: 'institution',
    organisationId: 'some-organisation',
    areaCode: null,
  });
});

test('made passwords are long, differ, and can be read out: no letters or digits that look alike', () => {
  const made = new Set(Array.from({ length: 200 }, () => newPassword()));
  assert.equal(made.size, 200);
  for (const password of made) assert.match(password, /^[a-km-z2-9]{4}(-[a-km-z2-9]{4}){3}$/);
});
