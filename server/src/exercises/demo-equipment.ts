import type { AssetAction, AssetState } from '@baogong/contract';
import { cityDay, iso } from '../platform/clock.ts';
import type { Act } from '../platform/http/context.ts';
import {
  createReorderRule,
  declareMaking,
  edges,
  ensureSites,
  type KnownAsset,
  postMovements,
  recordRefill,
  setFitting,
  takeOverAssets,
} from '../stock/index.ts';
import { demoId, type DemoPlace } from './demo-city.ts';
import { PRINTER_LINE } from './demo-production.ts';
import { bottlesLeft } from './demo-readings.ts';

/** Hospitals with devices of their own; the others are left as they are found. */
const HOSPITALS = 24;
const devices = {
  'ventilator-invasive': { prefix: 'VI', count: (index: number) => 2 + (index % 4) },
  'ventilator-non-invasive': { prefix: 'VN', count: (index: number) => 3 + ((index * 5) % 4) },
  'high-flow-oxygen-device': { prefix: 'HF', count: (index: number) => 2 + ((index * 3) % 5) },
} as const;
/** The wall outlets of a few hospitals. */
const outlets = ['din-13260', 'bs-5682', 'ohmeda', 'chemetron'] as const;

/** Ventilators, high-flow devices, concentrators; parts of kits, some short, and who makes what is missing; bags filled. Invented. */
export async function seedDemoEquipment(act: Act, places: readonly DemoPlace[]): Promise<void> {
  const hospitals = places.filter(({ kind }) => kind === 'hospital').slice(0, HOSPITALS);
  const centres = places.filter(({ kind }) => kind === 'community-centre');
  await ensureSites(
    act.tx,
    [...hospitals, ...centres].map(({ id }) => id),
  );
  await takeOverAssets(act, [...atHospitals(hospitals, act.now), ...atCentres(centres, act.now)]);
  await bringParts(act, hospitals, centres);
  await declareMakers(act);
  for (const [index, { id }] of hospitals.slice(-8).entries())
    await setFitting(act, {
      commandId: act.commandId,
      organisationId: id,
      item: 'oxygen-adapter',
      options: { outlet: outlets[index % outlets.length]!, 'device-side': 'hose-6' },
    });
  await fillBags(act, centres);
}

type Step = [action: AssetAction, to: AssetState, hoursAgo: number, placeId: string];

function device(number: string, item: string, at: DemoPlace, now: Temporal.Instant, later: Step[] = []): KnownAsset {
  const steps: Step[] = [['register', 'working', 24 * 30, at.id], ...later];
  return {
    number,
    item,
    ownerId: at.id,
    maker: '京城医疗设备厂（虚构）',
    inspectBy: null,
    steps: steps.map(([action, to, hours, placeId]) => ({
      action,
      to,
      placeId,
      at: iso(now.subtract({ hours })),
      by: '设备科',
    })),
  };
}

/** One in eleven is out of order, one in thirteen is lent to the next hospital; some loans are past their day. */
function atHospitals(hospitals: readonly DemoPlace[], now: Temporal.Instant): KnownAsset[] {
  let made = 0;
  return hospitals.flatMap((hospital, index) =>
    Object.entries(devices).flatMap(([item, { prefix, count }]) =>
      Array.from({ length: count(index) }, () => {
        made += 1;
        const number = `${prefix}-${String(made).padStart(4, '0')}`;
        if (made % 11 === 6)
          return device(number, item, hospital, now, [['report-fault', 'faulty', 3 + (made % 40), hospital.id]]);
        if (made % 13 !== 5) return device(number, item, hospital, now);
        const borrower = hospitals[(index + 1) % hospitals.length]!;
        const lent = device(number, item, hospital, now, [['lend', 'working', 24 * 6, borrower.id]]);
        const dueOn = cityDay(made % 2 === 0 ? now.subtract({ hours: 30 }) : now.add({ hours: 24 * 5 }));
        return {
          ...lent,
          lentById: hospital.id,
          steps: lent.steps.map((step) => (step.action === 'lend' ? { ...step, dueOn } : step)),
        };
      }),
    ),
  );
}

/** Two to four concentrators a centre; the last few centres have none yet, or none that works. */
function atCentres(centres: readonly DemoPlace[], now: Temporal.Instant): KnownAsset[] {
  let made = 0;
  return centres.slice(0, -2).flatMap((centre, index) =>
    Array.from({ length: 2 + (index % 3) }, (_, each) => {
      made += 1;
      const number = `OC-${String(made).padStart(4, '0')}`;
      const fault: Step[] =
        index === 5 || (each === 1 && index % 9 === 4) ? [['report-fault', 'faulty', 9 + index, centre.id]] : [];
      return device(number, 'oxygen-concentrator-5l', centre, now, fault);
    }),
  );
}

/** What makes a bottle usable. Every fourth hospital lacks adapters, every seventh flowmeters; centres have enough for their small bottles. */
async function bringParts(act: Act, hospitals: readonly DemoPlace[], centres: readonly DemoPlace[]): Promise<void> {
  const bring = (site: DemoPlace, parts: Record<string, number>) =>
    Object.entries(parts).map(([itemCode, quantity]) => ({
      kind: 'buy' as const,
      itemCode,
      from: edges.produced,
      to: site.id,
      quantity,
    }));
  const movements = [
    ...hospitals.flatMap((site, index) => {
      const sets = bottlesLeft(index) + 16 + ((index * 11) % 12);
      return bring(site, {
        'oxygen-regulator': sets + 2,
        'oxygen-flowmeter': index % 7 === 2 ? 2 : sets + 4,
        'humidifier-bottle': sets + 20,
        'cylinder-trolley': sets,
        'oxygen-adapter': index % 4 === 3 ? 2 + Math.round(bottlesLeft(index) / 2) : sets + 6,
      });
    }),
    ...centres.flatMap((site, index) => {
      const parts = { 'oxygen-regulator': 5, 'oxygen-flowmeter': 5, 'humidifier-bottle': 9, 'cylinder-trolley': 4 };
      return bring(site, { ...parts, 'oxygen-adapter': index % 5 === 0 ? 1 : 5 });
    }),
  ];
  const happenedAt = iso(act.now.subtract({ hours: 24 * 10 }));
  await postMovements(act.tx, { postingId: act.commandId, actor: act.actor, happenedAt }, movements);
}

async function declareMakers(act: Act): Promise<void> {
  const declare = (
    key: string,
    item: string,
    fields: Pick<Parameters<typeof declareMaking>[1], 'method' | 'lineId' | 'options' | 'perDay' | 'leadHours'>,
  ) => declareMaking(act, { commandId: act.commandId, organisationId: demoId(key), item, ...fields });
  await declare('accessory-maker', 'oxygen-adapter', {
    method: '3d-print',
    lineId: PRINTER_LINE,
    options: { outlet: ['din-13260', 'ohmeda', 'chemetron'] },
    perDay: 390,
    leadHours: 6,
  });
  await declare('equipment-maker', 'oxygen-adapter', {
    method: 'machine',
    options: { outlet: ['bs-5682', 'din-13260', 'diss-1240'] },
    perDay: 150,
    leadHours: 20,
  });
  for (const [item, perDay] of [
    ['oxygen-regulator', 300],
    ['oxygen-flowmeter', 500],
    ['cylinder-trolley', 80],
  ] as const)
    await declare('accessory-maker', item, { method: 'stock', options: {}, perDay, leadHours: 2 });
}

/** A week of oxygen bags at four centres, and two rules that order concentrators by themselves. */
async function fillBags(act: Act, centres: readonly DemoPlace[]): Promise<void> {
  for (const [index, { id }] of centres.slice(0, 4).entries())
    for (let day = 6; day >= 0; day -= 1)
      await recordRefill(act, {
        commandId: act.commandId,
        organisationId: id,
        bags: 4 + ((day * 5 + index * 3) % 9),
        priceFen: 700,
        insured: day % 2 === 0,
        cylindersUsed: 0,
        happenedAt: iso(act.now.subtract({ hours: day * 24 + 1 + index })),
      });
  for (const { id } of centres.slice(0, 2))
    await createReorderRule(act, {
      commandId: act.commandId,
      organisationId: id,
      item: 'oxygen-concentrator-5l',
      threshold: 1,
      quantity: 2,
    });
}
