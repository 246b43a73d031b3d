import { readFileSync } from 'node:fs';
import {
  AreaCode,
  Bilingual,
  Code,
  Location,
  Name,
  OrganisationKind,
  PositiveQuantity,
  SourceOrigin,
} from '@baogong/contract';
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

/** `fictional`: invented for the demo; the others are public institutions. Places are WGS-84. */
export const DemoOrganisation = z.strictObject({
  key: Code,
  kind: OrganisationKind,
  name: Name,
  nameEn: Name.nullable(),
  grade: z.string().min(2).nullable(),
  areaCode: AreaCode,
  location: Location.nullable(),
  fictional: z.boolean(),
});
export type DemoOrganisation = z.infer<typeof DemoOrganisation>;

/** What a supplier (by key) has or offers, in base units of the item. */
export const DemoSource = z.strictObject({
  organisation: Code,
  item: Code,
  form: z.enum(['stock', 'offer']),
  origin: SourceOrigin.default('local'),
  quantity: PositiveQuantity,
  leadMinutes: z.int().min(0).max(43_200),
});
export type DemoSource = z.infer<typeof DemoSource>;

export const DemoCity = z.strictObject({
  areaCode: AreaCode,
  name: Bilingual,
  areaCentres: z.array(z.strictObject({ areaCode: AreaCode, longitude: z.number(), latitude: z.number() })),
  organisations: z.array(DemoOrganisation),
  sources: z.array(DemoSource),
});
export type DemoCity = z.infer<typeof DemoCity>;

/** The city that a fresh installation plays with: real hospitals, invented suppliers (see shipped/README.md). */
export function readDemoCity(): DemoCity {
  return DemoCity.parse(read('demo-city.json'));
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`./shipped/${file}`, import.meta.url), 'utf8'));
}
