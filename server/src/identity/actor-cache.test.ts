import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemActor } from '../platform/actor.ts';
import { createActorCache, type Found } from './actor-cache.ts';
import { identityChanged } from './voided.ts';

/** A cache, and a search that counts how often it was asked and answers when told to. */
function scene() {
  let asked = 0;
  let time = 0;
  const waiting: (() => void)[] = [];
  const cache = createActorCache(() => time);
  const found = (subject: string): Found => ({ actor: systemActor, goodUntil: 1e9, subjects: [subject] });
  return {
    wait: (milliseconds: number) => void (time += milliseconds),
    asked: () => asked,
    get: (credential: string, subject = credential) => cache.get(credential, async () => (asked++, found(subject))),
    slowly: (credential: string) =>
      cache.get(credential, () => {
        asked++;
        return new Promise((resolve) => waiting.push(() => resolve(found(credential))));
      }),
    unknown: () => cache.get('unknown', async () => (asked++, null)),
    answer: () => waiting.splice(0).forEach((resolve) => resolve()),
  };
}

test('who is known is not looked up again for half a minute', async () => {
  const { get, wait, asked } = scene();
  await get('a');
  wait(29_999);
  await get('a');
  assert.equal(asked(), 1);
  wait(1);
  await get('a');
  assert.equal(asked(), 2);
});

test('a change of one person leaves what is known of others', async () => {
  const { get, asked } = scene();
  await get('a', 'wang');
  await get('b', 'li');
  identityChanged('wang');
  await get('b', 'li');
  assert.equal(asked(), 2);
  await get('a', 'wang');
  assert.equal(asked(), 3);
});

test('what was read before a change is not believed after it', async () => {
  const { get, slowly, answer, asked } = scene();
  const early = slowly('a');
  identityChanged('a');
  answer();
  await early;
  await get('a');
  assert.equal(asked(), 2);
});

test('requests at the same moment share one search, but none that began before a change', async () => {
  const { slowly, answer, asked } = scene();
  const together = [slowly('a'), slowly('a'), slowly('a')];
  assert.equal(asked(), 1);
  identityChanged('a');
  together.push(slowly('a'));
  assert.equal(asked(), 2);
  answer();
  assert.equal((await Promise.all(together)).filter(Boolean).length, 4);
});

test('more changes than can be remembered void everything rather than nothing', async () => {
  const { get, asked } = scene();
  await get('a', 'wang');
  for (let number = 0; number <= 10_000; number++) identityChanged(`person ${number}`);
  await get('a', 'wang');
  assert.equal(asked(), 2);
});

test('strangers are looked up each time, and a failed search is no answer', async () => {
  const { unknown, get, asked } = scene();
  assert.equal(await unknown(), null);
  assert.equal(await unknown(), null);
  assert.equal(asked(), 2);
  const cache = createActorCache(() => 0);
  await assert.rejects(
    cache.get('a', () => Promise.reject(new Error('database away'))),
    /away/,
  );
  assert.ok(await cache.get('a', async () => ({ actor: systemActor, goodUntil: 1, subjects: [] })));
  assert.ok(await get('a'));
});
