import type { OrganisationKindCode } from '@baogong/contract';

/** A supplier invented for the replay. None of these exists; the real lists name no suppliers. */
export type ReplaySupplier = {
  readonly key: string;
  readonly kind: OrganisationKindCode;
  readonly name: string;
  readonly nameEn: string;
  readonly areaCode: string;
  /** By item, base units: on hand when the run begins, and made each day of it. */
  readonly stock: Readonly<Record<string, { readonly opening: number; readonly daily: number }>>;
};

const of = (opening: number, daily: number) => ({ opening, daily });
const LITRE = 1000;

/** Plenty, not endless: masks and gowns in the quantities asked for were nowhere to be had in those weeks. */
export const replaySuppliers: readonly ReplaySupplier[] = [
  {
    key: 'masks',
    kind: 'producer',
    name: '云梭口罩厂（演示）',
    nameEn: 'Yunsuo Masks (demo)',
    areaCode: '429004',
    stock: {
      'disposable-medical-mask': of(150_000, 20_000),
      'surgical-mask': of(600_000, 30_000),
      'medical-protective-mask': of(160_000, 10_000),
    },
  },
  {
    key: 'clothing',
    kind: 'producer',
    name: '白帆防护服厂（演示）',
    nameEn: 'Baifan Protective Clothing (demo)',
    areaCode: '429004',
    stock: {
      'protective-clothing': of(50_000, 3000),
      'surgical-gown': of(120_000, 8000),
      'isolation-gown': of(50_000, 8000),
      'medical-cap': of(300_000, 12_000),
    },
  },
  {
    key: 'eyes-and-feet',
    kind: 'producer',
    name: '明汀防护器材厂（演示）',
    nameEn: 'Mingting Protective Gear (demo)',
    areaCode: '420115',
    stock: {
      goggles: of(15_000, 800),
      'face-shield': of(20_000, 1000),
      'rubber-boots': of(2000, 200),
      'shoe-covers': of(60_000, 5000),
      'boot-covers': of(25_000, 2000),
      'latex-gloves': of(80_000, 6000),
    },
  },
  {
    key: 'disinfectants',
    kind: 'producer',
    name: '清泓消毒用品厂（演示）',
    nameEn: 'Qinghong Disinfectants (demo)',
    areaCode: '420506',
    stock: {
      'alcohol-75': of(6000 * LITRE, 600 * LITRE),
      iodophor: of(400 * LITRE, 30 * LITRE),
      'chlorine-disinfectant-84': of(5000 * LITRE, 500 * LITRE),
      'peracetic-acid': of(400 * LITRE, 40 * LITRE),
      'hand-sanitiser': of(4000 * LITRE, 300 * LITRE),
    },
  },
  {
    key: 'equipment',
    kind: 'wholesaler',
    name: '和弦医疗器械公司（演示）',
    nameEn: 'Hexian Medical Devices (demo)',
    areaCode: '420112',
    stock: {
      'ultraviolet-disinfection-trolley': of(40, 1),
      'air-disinfector': of(30, 3),
      thermometer: of(700, 30),
      'nebuliser-mask': of(2500, 150),
      'bed-cover': of(5000, 400),
    },
  },
  {
    key: 'reserve',
    kind: 'warehouse',
    name: '楚地应急物资储备库（演示）',
    nameEn: 'Chudi Emergency Reserve (demo)',
    areaCode: '420112',
    stock: {
      'surgical-mask': of(200_000, 0),
      'medical-protective-mask': of(60_000, 3000),
      'protective-clothing': of(20_000, 1000),
      goggles: of(4000, 0),
    },
  },
];

/**
 * What the scripted dispatcher approves, base units, when the hospital did not say how much: a plain first issue for a few
 * days. The request itself stays unknown.
 */
export const firstIssue: Readonly<Record<string, number>> = {
  'disposable-medical-mask': 1000,
  'surgical-mask': 2000,
  'medical-protective-mask': 500,
  goggles: 100,
  'face-shield': 200,
  'medical-cap': 1000,
  'protective-clothing': 200,
  'surgical-gown': 300,
  'isolation-gown': 300,
  'latex-gloves': 1000,
  'rubber-boots': 50,
  'shoe-covers': 1000,
  'boot-covers': 500,
  'ultraviolet-disinfection-trolley': 2,
  'alcohol-75': 100 * LITRE,
  iodophor: 20 * LITRE,
  'chlorine-disinfectant-84': 100 * LITRE,
  thermometer: 20,
  'air-disinfector': 2,
  'peracetic-acid': 20 * LITRE,
  'hand-sanitiser': 50 * LITRE,
  'bed-cover': 200,
  'nebuliser-mask': 100,
};

/** Needs of these come first: whoever works beside the patients wears them. */
export const firstLine: ReadonlySet<string> = new Set(['medical-protective-mask', 'protective-clothing', 'goggles']);
