import type { Release } from '@baogong/contract';
import type { Actor } from '../platform/actor.ts';
import type { Act } from '../platform/http/context.ts';
import { askRelease, decideRelease } from '../supply/index.ts';
import { demoSourceId } from './demo-city.ts';

/** A part of the city's reserve, base units, and the need that it is for. */
export type DemoRelease = { item: string; quantity: number; needId: string };

/** The dispatcher asks; it waits until the supervisor decides. */
export function askDemoReserve(act: Act, { item, quantity, needId }: DemoRelease): Promise<Release> {
  return askRelease(act, {
    commandId: act.commandId,
    sourceId: demoSourceId({ organisation: 'city-reserve', item, form: 'stock' }),
    quantity,
    needId,
    reason: '演示：其他货源来不及',
  });
}

/** The same, and the supervisor lets all of it go. */
export async function releaseDemoReserve(act: Act, supervisor: Actor, asked: DemoRelease): Promise<void> {
  const { id, version } = await askDemoReserve(act, asked);
  await decideRelease({ ...act, actor: supervisor }, { id, version, approved: true, note: null });
}
