import { type Code, type KindDefinition, openStatuses, type Priority } from '@baogong/contract';
import type { z } from 'zod';

/** A kind as it is shipped: its definition and the code that never changes. */
export type ShippedKind = z.input<typeof KindDefinition> & { code: z.input<typeof Code> };

type Minutes = readonly [collected: number, dispatched: number, fulfilled: number];
type Words = { zh: string; en: string };

/** Minutes that a need of each priority may stay collected, dispatched, fulfilled. */
export function limitsOf(minutes: Record<Priority, Minutes>): ShippedKind['limits'] {
  return Object.entries(minutes).flatMap(([priority, ofPriority]) =>
    openStatuses.map((status, place) => ({ status, priority: priority as Priority, minutes: ofPriority[place]! })),
  );
}

/** `options({ walk: ['步行', 'Walks'] })` */
export function options(labels: Record<string, readonly [zh: string, en: string]>) {
  return Object.entries(labels).map(([value, [zh, en]]) => ({ value, label: { zh, en } }));
}

/** The reasons that fit every kind; the last one is a leader's to give. */
export const commonReasons = [
  { code: 'no-longer-needed', label: { zh: '不再需要', en: 'No longer needed' } },
  { code: 'met-elsewhere', label: { zh: '已从别处解决', en: 'Met elsewhere' } },
  { code: 'filed-twice', label: { zh: '重复报送', en: 'Filed twice' } },
  { code: 'cannot-be-met', label: { zh: '确实无法解决', en: 'Cannot be met' }, supervisor: true },
] satisfies ShippedKind['closing']['reasons'];

/** Kinds whose result the receiver confirms. */
export const confirmedClosing: ShippedKind['closing'] = { receipt: true, reasons: commonReasons };

/** Where somebody is and how to reach them; shown only to those who may see contacts. */
export const personField = (label: Words, required = true) =>
  ({ name: 'person', label, type: 'text', required, sensitive: true }) as const;
export const phoneField = {
  name: 'phone',
  label: { zh: '联系电话', en: 'Phone' },
  type: 'phone',
  required: true,
  sensitive: true,
} as const;
export const addressField = {
  name: 'address',
  label: { zh: '详细地址', en: 'Address' },
  type: 'text',
  required: true,
  sensitive: true,
  help: { zh: '小区、楼号、单元、门牌', en: 'Estate, building, entrance, door' },
} as const;
