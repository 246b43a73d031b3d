import type { Bilingual, FormField, KindDefinition } from '@baogong/contract';
import { invalid } from '../../platform/refusal.ts';

/** Refuses a definition that contradicts itself, naming the part at fault. */
export function checkDefinition(definition: KindDefinition): void {
  checkUnique(
    definition.fields,
    (field) => field.name,
    (index) => `definition.fields[${index}].name`,
  );
  for (const [index, field] of definition.fields.entries()) checkField(field, `definition.fields[${index}]`);
  checkUnique(
    definition.limits,
    (limit) => `${limit.status} ${limit.priority}`,
    (index) => `definition.limits[${index}]`,
  );
  const { reasons } = definition.closing;
  if (reasons.length === 0) throw wrong('definition.closing.reasons', words.reasonNeeded);
  checkUnique(
    reasons,
    (reason) => reason.code,
    (index) => `definition.closing.reasons[${index}].code`,
  );
}

const words = {
  repeated: { zh: '出现了两次，请只保留一个', en: 'it is there twice; keep one' },
  reasonNeeded: { zh: '请至少写一个销账理由', en: 'give at least one reason for closing' },
  optionsNeeded: { zh: '选择题请至少写一个选项', en: 'a choice needs at least one option' },
  optionsUseless: { zh: '只有选择题才有选项，请删去选项', en: 'only a choice has options; remove them' },
  boundsUseless: { zh: '只有整数才有上下限，请删去上下限', en: 'only a whole number has bounds; remove them' },
  boundsCrossed: { zh: '下限大于上限，请改正', en: 'the minimum is above the maximum; correct one' },
} as const satisfies Record<string, Bilingual>;

function checkField({ type, options, minimum, maximum }: FormField, path: string): void {
  const isChoice = type === 'choice' || type === 'choices';
  if (isChoice && options.length === 0) throw wrong(`${path}.options`, words.optionsNeeded);
  if (!isChoice && options.length > 0) throw wrong(`${path}.options`, words.optionsUseless);
  checkUnique(
    options,
    (option) => option.value,
    (index) => `${path}.options[${index}].value`,
  );
  const low = minimum ?? null;
  const high = maximum ?? null;
  if (type !== 'integer' && low !== null) throw wrong(`${path}.minimum`, words.boundsUseless);
  if (type !== 'integer' && high !== null) throw wrong(`${path}.maximum`, words.boundsUseless);
  if (low !== null && high !== null && low > high) throw wrong(`${path}.minimum`, words.boundsCrossed);
}

function checkUnique<Part>(parts: readonly Part[], keyOf: (part: Part) => string, pathOf: (index: number) => string) {
  const seen = new Set<string>();
  for (const [index, part] of parts.entries()) {
    if (seen.has(keyOf(part))) throw wrong(pathOf(index), words.repeated);
    seen.add(keyOf(part));
  }
}

function wrong(field: string, { zh, en }: Bilingual) {
  return invalid('invalid-input', { field, params: { detail: { zh: `${field}：${zh}`, en: `${field}: ${en}` } } });
}
