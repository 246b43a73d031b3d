import type { Bilingual, FormField, Kind, KindDefinition, Priority } from '@baogong/contract';
import { openStatuses } from '@baogong/contract/life';

export type OpenStatus = (typeof openStatuses)[number];
export type OptionDraft = { key: number; value: string; label: Bilingual };
export type ReasonDraft = { key: number; code: string; label: Bilingual; supervisor: boolean };

/** One field of the form while it is edited. Its code follows the English label until the field is `kept` by a version. */
export type FieldDraft = {
  key: number;
  kept: boolean;
  name: string;
  label: Bilingual;
  help: Bilingual;
  type: FormField['type'];
  required: boolean;
  sensitive: boolean;
  minimum: number | null;
  maximum: number | null;
  options: OptionDraft[];
};

export type Limits = Record<string, number | null>;

export type KindDraft = {
  code: string;
  name: Bilingual;
  description: Bilingual;
  life: KindDefinition['life'];
  desk: KindDefinition['desk'];
  fields: FieldDraft[];
  limits: Limits;
  escalationMinutes: number | null;
  receipt: boolean;
  reasons: ReasonDraft[];
};

/** One part of the editor: the draft, how to change it, and what the server said of a field of the definition. */
export type Part = {
  draft: KindDraft;
  set: (change: Partial<KindDraft>) => void;
  faultAt: (field: string) => string | null;
};

export const priorityOrder: readonly Priority[] = ['life-critical', 'urgent', 'normal'];
const startLimits: Record<OpenStatus, readonly [number, number, number]> = {
  collected: [15, 60, 240],
  dispatched: [240, 720, 1440],
  fulfilled: [720, 1440, 2880],
};
const noWords: Bilingual = { zh: '', en: '' };
let nextKey = 1;

type Reasons = KindDefinition['closing']['reasons'];

/** The editor's start: this kind; a copy of it under no code yet; or, without one, an empty kind with usual limits and these reasons. */
export function draftOf(kind: Kind | null, copy = false, usualReasons: Reasons = []): KindDraft {
  if (!kind) return emptyKind(usualReasons);
  return {
    code: copy ? '' : kind.code,
    name: kind.name,
    description: kind.description ?? noWords,
    life: kind.life,
    desk: kind.desk,
    fields: kind.fields.map(draftOfField),
    limits: Object.fromEntries(kind.limits.map(({ status, priority, minutes }) => [cellOf(status, priority), minutes])),
    escalationMinutes: kind.escalationMinutes,
    receipt: kind.closing.receipt,
    reasons: kind.closing.reasons.map(draftOfReason),
  };
}

/** The definition as the server takes it. */
export function definitionOf(draft: KindDraft): KindDefinition {
  const { name, description, life, desk, fields, escalationMinutes, receipt, reasons } = draft;
  return {
    name,
    description: isBlank(description) ? null : description,
    life,
    desk,
    fields: fields.map(fieldOf),
    limits: limitRows(draft.limits),
    escalationMinutes: escalationMinutes ?? 0,
    closing: { receipt, reasons: reasons.map(({ code, label, supervisor }) => ({ code, label, supervisor })) },
  };
}

/** Limits in the order in which they are sent: the server names them by their place. */
export function limitRows(limits: Limits): KindDefinition['limits'] {
  return openStatuses.flatMap((status) =>
    priorityOrder.flatMap((priority) => {
      const minutes = limits[cellOf(status, priority)] ?? null;
      return minutes === null ? [] : [{ status, priority, minutes }];
    }),
  );
}

export function cellOf(status: OpenStatus, priority: Priority): string {
  return `${status} ${priority}`;
}

export function blankField(): FieldDraft {
  const blank = { name: '', label: noWords, help: noWords, type: 'text', required: false, sensitive: false } as const;
  return { ...blank, key: nextKey++, kept: false, minimum: null, maximum: null, options: [] };
}

export function blankOption(): OptionDraft {
  return { key: nextKey++, value: '', label: noWords };
}

export function blankReason(): ReasonDraft {
  return { key: nextKey++, code: '', label: noWords, supervisor: false };
}

/** A code out of English words: `Oxygen, litres/min` becomes `oxygen-litres-min`. */
export function codeFrom(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
}

/** The field with another label; the code follows as long as no version has kept it and nobody wrote another. */
export function withLabel<Row extends { label: Bilingual }>(
  row: Row,
  label: Bilingual,
  code: keyof Row,
  fixed = false,
): Row {
  const follows = !fixed && row[code] === codeFrom(row.label.en);
  return { ...row, label, ...(follows ? { [code]: codeFrom(label.en) } : {}) };
}

/** The row moved by one place; the list as it was when there is no such place. */
export function moved<Row>(rows: readonly Row[], index: number, by: -1 | 1): Row[] {
  const target = index + by;
  if (target < 0 || target >= rows.length) return [...rows];
  return rows.with(index, rows[target]!).with(target, rows[index]!);
}

/** The field as the server takes it; what its type does not use is left out. */
export function fieldOf(field: FieldDraft): FormField {
  const { name, label, help, type, required, sensitive, minimum, maximum, options } = field;
  const chooses = type === 'choice' || type === 'choices';
  return {
    name,
    label,
    type,
    required,
    sensitive,
    help: isBlank(help) ? null : help,
    minimum: type === 'integer' ? minimum : null,
    maximum: type === 'integer' ? maximum : null,
    options: chooses ? options.map(({ value, label: words }) => ({ value, label: words })) : [],
  };
}

export function isBlank({ zh, en }: Bilingual): boolean {
  return zh.trim() === '' && en.trim() === '';
}

function draftOfField(field: FormField): FieldDraft {
  return {
    ...field,
    key: nextKey++,
    kept: true,
    help: field.help ?? noWords,
    minimum: field.minimum ?? null,
    maximum: field.maximum ?? null,
    options: field.options.map((option) => ({ ...option, key: nextKey++ })),
  };
}

function draftOfReason(reason: Reasons[number]): ReasonDraft {
  return { ...reason, key: nextKey++ };
}

function emptyKind(usualReasons: Reasons): KindDraft {
  const cells = openStatuses.flatMap((status) =>
    priorityOrder.map((priority, index) => [cellOf(status, priority), startLimits[status][index]!] as const),
  );
  return {
    code: '',
    name: noWords,
    description: noWords,
    life: 'service',
    desk: 'district',
    fields: [],
    limits: Object.fromEntries(cells),
    escalationMinutes: 60,
    receipt: true,
    reasons: usualReasons.length > 0 ? usualReasons.map(draftOfReason) : [blankReason()],
  };
}
