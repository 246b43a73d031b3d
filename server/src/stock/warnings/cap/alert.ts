import type { Bilingual, Confidence, WarningKind, WarningLamp } from '@baogong/contract';
import { CITY_TIME_ZONE } from '../../../platform/clock.ts';
import { type Element, xmlDocument } from './xml.ts';

/** Common Alerting Protocol 1.2 (OASIS, 1 July 2010). */
const NAMESPACE = 'urn:oasis:names:tc:emergency:cap:1.2';

/** One step of a warning that is told outside; CAP knows it by sender, identifier and time. */
export type CapStep = { version: number; action: string; at: string };

/** A warning as it is told outside. Minutes, instants in ISO 8601. */
export type CapWarning = {
  id: string;
  kind: WarningKind;
  lamp: WarningLamp;
  areaCode: string;
  areaName: string;
  organisationName: string | null;
  longitude: number | null;
  latitude: number | null;
  itemName: Bilingual;
  itemClass: string;
  lifeCritical: boolean;
  confidence: Confidence;
  emptyAt: { p10: string | null; p50: string | null; p90: string | null } | null;
  resupplyMinutes: number | null;
  because: string | null;
  /** Told steps in their order, the newest last. */
  steps: readonly CapStep[];
};

export type CapOptions = { exercise: boolean };

/** Steps that people outside need to know of; who took it and what was linked is the desks' own affair. */
export const toldSteps: ReadonlySet<string> = new Set(['raise', 'worsen', 'ease', 'escalate', 'clear', 'answer']);
const endings: ReadonlySet<string> = new Set(['clear', 'answer']);

/** The newest told step as an alert, an update of the earlier ones, or their cancellation. */
export function capDocument(warning: CapWarning, { exercise }: CapOptions): string {
  const step = warning.steps.at(-1)!;
  const earlier = warning.steps.slice(0, -1);
  const type = endings.has(step.action) ? 'Cancel' : earlier.length > 0 ? 'Update' : 'Alert';
  const isOver = type === 'Cancel';
  return xmlDocument(
    [
      'alert',
      [
        ['identifier', identifierOf(warning, step)],
        ['sender', senderOf(warning)],
        ['sent', capTime(step.at)],
        ['status', exercise ? 'Exercise' : 'Actual'],
        ['msgType', type],
        ['scope', 'Restricted'],
        ['restriction', '仅供有权查看该机构库存的岗位使用 / For posts that may see the stock of this institution'],
        exercise ? ['note', '演练 / Exercise'] : null,
        earlier.length > 0 ? ['references', earlier.map((each) => referenceOf(warning, each)).join(' ')] : null,
        infoOf(warning, step, isOver, 'zh'),
        infoOf(warning, step, isOver, 'en'),
      ],
    ],
    NAMESPACE,
  );
}

export function identifierOf({ id }: Pick<CapWarning, 'id'>, { version }: CapStep): string {
  return `${id}.${version}`;
}

function senderOf({ areaCode }: CapWarning): string {
  return `baogong.${areaCode.slice(0, 4)}`;
}

function referenceOf(warning: CapWarning, step: CapStep): string {
  return [senderOf(warning), identifierOf(warning, step), capTime(step.at)].join(',');
}

/** CAP wants seconds and an offset in digits, never `Z`. */
export function capTime(instant: string): string {
  const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(CITY_TIME_ZONE);
  return zoned.toString({ smallestUnit: 'second', timeZoneName: 'never' });
}

const languages = { zh: 'zh-CN', en: 'en' } as const;

function infoOf(warning: CapWarning, step: CapStep, isOver: boolean, locale: 'zh' | 'en'): Element {
  const { emptyAt } = warning;
  const latest = emptyAt?.p90 ?? emptyAt?.p50 ?? null;
  const expires = latest !== null && latest > step.at ? latest : hoursAfter(step.at, 24);
  return [
    'info',
    [
      ['language', languages[locale]],
      ['category', healthClasses.has(warning.itemClass) ? 'Health' : 'Infra'],
      ['event', eventWords[warning.kind][locale]],
      ['responseType', isOver ? 'AllClear' : warning.lamp === 'red' ? 'Execute' : 'Prepare'],
      ['urgency', isOver ? 'Past' : urgencyOf(warning)],
      ['severity', severityOf(warning)],
      ['certainty', certaintyOf(warning, step.at)],
      ['effective', capTime(step.at)],
      emptyAt?.p50 ? ['onset', capTime(emptyAt.p50)] : null,
      ['expires', capTime(expires)],
      ['senderName', locale === 'zh' ? '保供平台' : 'Baogong'],
      ['headline', headlineOf(warning, isOver, locale)],
      ['description', descriptionOf(warning, locale)],
      parameter('lamp', warning.lamp),
      warning.resupplyMinutes === null ? null : parameter('resupplyMinutes', String(warning.resupplyMinutes)),
      isOver && warning.because ? parameter('because', warning.because) : null,
      areaOf(warning),
    ],
  ];
}

function parameter(name: string, value: string): Element {
  return [
    'parameter',
    [
      ['valueName', name],
      ['value', value],
    ],
  ];
}

const healthClasses = new Set([
  'oxygen',
  'respiratory',
  'medicine',
  'ppe',
  'disinfection',
  'testing',
  'equipment',
  'accessory',
]);

const eventWords: Record<WarningKind, Bilingual> = {
  'run-dry': { zh: '物资即将用尽', en: 'Supplies about to run dry' },
  'missing-report': { zh: '产能未按时上报', en: 'Production report missing' },
  staple: { zh: '重要民生商品量价异常', en: 'Price or volume of a staple out of the ordinary' },
};

/** Red: help must set out now. Yellow: within the next hours. */
function urgencyOf({ kind, lamp }: CapWarning): string {
  if (lamp === 'red' && kind === 'run-dry') return 'Immediate';
  return lamp === 'red' ? 'Expected' : kind === 'run-dry' ? 'Expected' : 'Future';
}

function severityOf({ kind, lamp, lifeCritical }: CapWarning): string {
  if (kind !== 'run-dry') return lamp === 'red' ? 'Moderate' : 'Minor';
  if (lifeCritical) return lamp === 'red' ? 'Extreme' : 'Severe';
  return lamp === 'red' ? 'Severe' : 'Moderate';
}

/** A stock whose whole range has passed is dry as far as anybody knows; a wide or doubtful range is only possible. */
function certaintyOf({ kind, confidence, emptyAt }: CapWarning, at: string): string {
  if (kind !== 'run-dry') return 'Observed';
  if (emptyAt?.p90 && emptyAt.p90 <= at) return 'Observed';
  return { high: 'Likely', medium: 'Likely', low: 'Possible', none: 'Unknown' }[confidence];
}

function headlineOf(
  { organisationName, areaName, itemName, lamp }: CapWarning,
  isOver: boolean,
  locale: 'zh' | 'en',
): string {
  const where = organisationName ?? areaName;
  if (locale === 'zh')
    return `${where}：${itemName.zh}${isOver ? '预警解除' : lamp === 'red' ? '红色预警' : '黄色预警'}`;
  return `${where}: ${itemName.en}, ${isOver ? 'warning over' : `${lamp} warning`}`;
}

function descriptionOf(warning: CapWarning, locale: 'zh' | 'en'): string {
  const { emptyAt, resupplyMinutes, organisationName, areaName, itemName, kind } = warning;
  const [place, item] = [`${areaName} ${organisationName ?? ''}`.trim(), itemName[locale]];
  if (kind !== 'run-dry') return `${place}: ${item}. ${eventWords[kind][locale]}`;
  const times = [emptyAt?.p10, emptyAt?.p50, emptyAt?.p90].map((time) =>
    time ? capTime(time).slice(5, 16).replace('T', ' ') : '—',
  );
  if (locale === 'zh')
    return `${place} ${item}：预计 ${times[1]} 用尽（${times[0]} 至 ${times[2]}），补货需 ${resupplyMinutes ?? '—'} 分钟。`;
  return `${place}, ${item}: expected to run dry ${times[1]} (${times[0]} to ${times[2]}); resupply takes ${resupplyMinutes ?? '—'} minutes.`;
}

/** Kilometres around an institution in which it is known by its name. */
const RADIUS_KM = 0.5;

function areaOf({ areaName, areaCode, organisationName, longitude, latitude }: CapWarning): Element {
  return [
    'area',
    [
      ['areaDesc', organisationName ? `${areaName} ${organisationName}` : areaName],
      longitude === null || latitude === null ? null : ['circle', `${latitude},${longitude} ${RADIUS_KM}`],
      [
        'geocode',
        [
          ['valueName', 'GB/T 2260'],
          ['value', areaCode],
        ],
      ],
    ],
  ];
}

function hoursAfter(instant: string, hours: number): string {
  return String(Temporal.Instant.from(instant).add({ hours }));
}
