import type { Item } from '@baogong/contract';
import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../shared/api.ts';
import { Entry } from '../shared/desk/entry.tsx';
import { FormDialog } from '../shared/desk/form-dialog.tsx';
import { useSave } from '../shared/desk/use-save.ts';
import { showToast } from '../shared/plain/toasts.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useSay } from '../shared/use-say.ts';
import { useClassOptions } from './classes.ts';
import { bodyOf, draftOf, type Draft, type Part } from './draft.ts';
import { KitRows, SubstituteRows, UnitRows } from './item-rows.tsx';
import { useUnitOptions } from './unit-options.ts';
import './catalogue.css';

type DialogProps = { item: Item | null; onClose: () => void; onSaved?: (item: Item) => void };

/** Adds an item, or changes one; code and base unit stay once it is made. */
export function ItemDialog({ item, onClose, onSaved }: DialogProps) {
  const { t } = useTranslation('catalogue');
  const { text } = useSay();
  const [draft, setDraft] = useState(() => draftOf(item));
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, { code, baseUnit, ...body }: ReturnType<typeof bodyOf> & { code: string; baseUnit: string }) =>
      item
        ? api.catalogue.reviseItem({ ...body, commandId, code, version: item.version })
        : api.catalogue.createItem({ ...body, commandId, code, baseUnit }),
    stale: [queryKeys.catalogue],
    done: (saved) => {
      showToast({ text: t('saved', { name: text(saved.name) }) });
      onClose();
      onSaved?.(saved);
    },
  });
  const part = { draft, set: (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change })), faultAt };
  return (
    <FormDialog
      title={item ? `${t('edit')}: ${text(item.name)}` : t('add')}
      width={720}
      busy={busy}
      problem={problem}
      onConfirm={() => save({ ...bodyOf(draft), code: draft.code.trim(), baseUnit: draft.baseUnit ?? '' })}
      onClose={onClose}
    >
      <Names {...part} />
      {item ? null : <Fixed {...part} />}
      <Checkbox checked={draft.lifeCritical} onChange={(event) => part.set({ lifeCritical: event.target.checked })}>
        {t('field.critical')}
      </Checkbox>
      <WordLists {...part} />
      <UnitRows {...part} />
      <KitRows {...part} />
      <SubstituteRows {...part} />
    </FormDialog>
  );
}

function Names({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('catalogue');
  const classes = useClassOptions();
  const { name } = draft;
  return (
    <div className="entries-two">
      <Entry label={t('field.name-zh')} error={faultAt('name.zh')}>
        <Input
          maxLength={200}
          value={name.zh}
          onChange={(event) => set({ name: { ...name, zh: event.target.value } })}
        />
      </Entry>
      <Entry label={t('field.name-en')} error={faultAt('name.en')}>
        <Input
          maxLength={200}
          value={name.en}
          onChange={(event) => set({ name: { ...name, en: event.target.value } })}
        />
      </Entry>
      <Entry label={t('field.class')} error={faultAt('class')}>
        <Select value={draft.class} onChange={(chosen) => set({ class: chosen })} options={classes} />
      </Entry>
    </div>
  );
}

/** What cannot be changed once the item exists. */
function Fixed({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('catalogue');
  const units = useUnitOptions();
  return (
    <div className="entries-two">
      <Entry label={t('field.code')} hint={t('field.code-hint')} error={faultAt('code')}>
        <Input
          maxLength={80}
          value={draft.code}
          onChange={(event) => set({ code: event.target.value.toLowerCase() })}
        />
      </Entry>
      <Entry label={t('field.base')} hint={t('field.base-hint')} error={faultAt('baseUnit')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.baseUnit}
          onChange={(baseUnit) => set({ baseUnit })}
          options={units}
        />
      </Entry>
    </div>
  );
}

function WordLists({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('catalogue');
  return (
    <>
      <Entry label={t('field.synonyms')} hint={t('field.synonyms-hint')} error={faultAt('synonyms')} optional>
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          value={draft.synonyms}
          onChange={(synonyms) => set({ synonyms })}
        />
      </Entry>
      <Entry label={t('field.standards')} hint={t('field.standards-hint')} error={faultAt('standards')} optional>
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          value={draft.standards}
          onChange={(standards) => set({ standards })}
        />
      </Entry>
    </>
  );
}
