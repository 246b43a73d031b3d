import { readFileSync } from 'node:fs';
import { AreaCode } from '@baogong/contract';
import { z } from 'zod';
import type { NamedArea } from './areas.ts';

const ShippedAreas = z.strictObject({
  asOf: z.iso.date(),
  origin: z.string(),
  areas: z.array(z.tuple([AreaCode, z.string().min(1)])),
});

/** Provinces, cities and districts of China, and the streets of Beijing and Hubei, in the order of their codes. */
export const shippedAreas: readonly NamedArea[] = ShippedAreas.parse(read('areas.json')).areas.map(([code, name]) => ({
  code,
  name,
}));

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`./shipped/${file}`, import.meta.url), 'utf8'));
}
