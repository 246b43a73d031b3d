import { z } from 'zod';
import { operation } from '../shared/base.ts';
import { Bilingual, Code, CommandId } from '../shared/schema.ts';
import { needLifeCodes, openStatuses } from './life.ts';

export const priorities = ['life-critical', 'urgent', 'normal'] as const;
export const Priority = z.enum(priorities);
export type Priority = z.infer<typeof Priority>;

export const desks = ['district', 'city'] as const;
export const Desk = z.enum(desks);

export const fieldTypes = [
  'text',
  'long-text',
  'integer',
  'date-time',
  'choice',
  'choices',
  'yes-no',
  'phone',
] as const;

/** One field of a kind's form. A `sensitive` field (a contact, an illness) is shown only to those with `needs.contacts`. */
export const FormField = z.object({
  name: Code,
  label: Bilingual,
  type: z.enum(fieldTypes),
  required: z.boolean().default(false),
  sensitive: z.boolean().default(false),
  help: Bilingual.nullish(),
  minimum: z.int().nullish(),
  maximum: z.int().nullish(),
  options: z
    .array(z.object({ value: Code, label: Bilingual }))
    .max(60)
    .default([]),
});
export type FormField = z.infer<typeof FormField>;

/** How long a need of this priority may stay in a status before it climbs; minutes. */
export const TimeLimit = z.object({
  status: z.enum(openStatuses),
  priority: Priority,
  minutes: z.int().min(1).max(43_200),
});

/** A kind of need as data: form, life, routing, clock, closing. Old needs keep the version they were made with. */
export const KindDefinition = z.object({
  name: Bilingual,
  description: Bilingual.nullish(),
  life: z.enum(needLifeCodes),
  fields: z.array(FormField).max(40).default([]),
  desk: Desk.describe('Where it is routed first'),
  limits: z.array(TimeLimit).max(20),
  escalationMinutes: z.int().min(1).max(10_080).describe('Once overdue, minutes from one level to the next'),
  closing: z.object({
    receipt: z.boolean().describe('Closing as met asks the receiver to confirm: arrived and in place'),
    reasons: z
      .array(z.object({ code: Code, label: Bilingual, supervisor: z.boolean().default(false) }))
      .min(1)
      .max(20),
  }),
});
export type KindDefinition = z.infer<typeof KindDefinition>;

export const Kind = KindDefinition.extend({
  code: Code,
  version: z.int().min(1),
  retired: z.boolean(),
  shipped: z.boolean(),
});
export type Kind = z.infer<typeof Kind>;

export const kinds = {
  listKinds: operation('kinds.read')
    .route({ method: 'GET', path: '/kinds', summary: 'Kinds of need, newest version of each', tags: ['kinds'] })
    .output(z.array(Kind)),
  getKind: operation('kinds.read')
    .route({ method: 'GET', path: '/kinds/{code}', summary: 'One kind, newest or a given version', tags: ['kinds'] })
    .input(z.object({ code: Code, version: z.coerce.number().int().min(1).max(2_147_483_647).optional() }))
    .output(Kind),
  createKind: operation('kinds.write')
    .route({ method: 'POST', path: '/kinds', summary: 'Make a new kind; live at once', tags: ['kinds'] })
    .input(z.object({ commandId: CommandId, code: Code, definition: KindDefinition }))
    .output(Kind),
  reviseKind: operation('kinds.write')
    .route({
      method: 'PUT',
      path: '/kinds/{code}',
      summary: 'Publish a new version; needs made before keep theirs',
      tags: ['kinds'],
    })
    .input(z.object({ commandId: CommandId, code: Code, version: z.int(), definition: KindDefinition }))
    .output(Kind),
  retireKind: operation('kinds.write')
    .route({
      method: 'POST',
      path: '/kinds/{code}/retirement',
      summary: 'Take no more needs of this kind',
      tags: ['kinds'],
    })
    .input(z.object({ commandId: CommandId, code: Code, retired: z.boolean() }))
    .output(Kind),
};
