import type { Source } from '@baogong/contract';
import { rolesFor } from '@baogong/contract/policy';
import { roles } from '@baogong/contract/roles';
import { useQuery } from '@tanstack/react-query';
import { Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AreaSelect, type Choice } from '../../directory/choose.tsx';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';

type Draft = { quantity: number | null; reason: string; needId: string | null; area: Choice | null };
type AskProps = {
  source: Source;
  /** The need that lacks it, and how much; chosen in the form when left out. */
  need?: { id: string; number: string; missing: number };
  onClose: () => void;
};

/** Of a reserve: on hand, held for nobody and not released. */
export function lockedOf({ available, released }: Source): number {
  return available - (released ?? available);
}

/** The roles that may release reserve, in words. */
export function useDeciders(): string {
  const { text, list } = useSay();
  return list(rolesFor('supply.release').map((role) => text(roles[role])));
}

/** Asks for a part of a reserve: how much, why, and for which need or area. */
export function AskDialog({ source, need, onClose }: AskProps) {
  const { t } = useTranslation('supply-releases');
  const say = useSay();
  const who = useDeciders();
  const locked = lockedOf(source);
  const [draft, setDraft] = useState<Draft>({
    quantity: need ? Math.min(need.missing, locked) || null : null,
    reason: '',
    needId: need?.id ?? null,
    area: null,
  });
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, { quantity, reason, needId, area }: Draft) =>
      api.releases.askRelease({
        commandId,
        sourceId: source.id,
        // A quantity left empty is refused by the server, which names the field.
        quantity: quantity ?? 0,
        reason,
        needId,
        areaCode: area?.id ?? null,
      }),
    stale: [queryKeys.supply],
    done: ({ granted, baseUnitName }) => {
      const quantity = say.quantity(granted, baseUnitName);
      showToast({ text: granted === null ? t('asked.toast', { who }) : t('asked.approved', { quantity }) });
      onClose();
    },
  });
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const held = say.quantity(locked, source.baseUnitName);
  return (
    <FormDialog
      title={t('ask.title', { item: say.text(source.itemName) })}
      confirm={t('ask.confirm')}
      busy={busy}
      problem={problem}
      onConfirm={() => save(draft)}
      onClose={onClose}
    >
      <p className="secondary">
        {t('ask.from', { organisation: source.organisationName, quantity: held })} · {t('wait-for', { who })}
      </p>
      <Entry label={t('ask.quantity', { unit: say.text(source.baseUnitName) })} error={faultAt('quantity')}>
        <InputNumber min={1} precision={0} value={draft.quantity} onChange={(quantity) => set({ quantity })} />
      </Entry>
      <Entry label={t('ask.reason')} error={faultAt('reason')}>
        <Input.TextArea
          maxLength={2000}
          autoSize={{ minRows: 2 }}
          value={draft.reason}
          onChange={(event) => set({ reason: event.target.value })}
        />
      </Entry>
      {need ? (
        <p>
          {t('for')}: {need.number}
        </p>
      ) : (
        <div className="entries-two">
          <NeedEntry item={source.item} needId={draft.needId} onChoose={(needId) => set({ needId })} />
          <Entry label={t('ask.area')} error={faultAt('areaCode')} optional>
            <AreaSelect clearable value={draft.area} onChange={(area) => set({ area })} />
          </Entry>
        </div>
      )}
    </FormDialog>
  );
}

type NeedProps = { item: string; needId: string | null; onChoose: (id: string | null) => void };

/** Open needs of the item, what hurts first on top. */
function NeedEntry({ item, needId, onChoose }: NeedProps) {
  const { t } = useTranslation('supply-releases');
  const filters = { item, status: ['collected', 'dispatched'] as ['collected', 'dispatched'], limit: 50 };
  const needs = useQuery({ queryKey: queryKeys.needList(filters), queryFn: () => api.needs.listNeeds(filters) });
  return (
    <Entry label={t('ask.need')} hint={t('ask.need-hint')} optional>
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        loading={needs.isPending}
        value={needId}
        onChange={(id: string | null | undefined) => onChoose(id ?? null)}
        options={(needs.data?.rows ?? []).map(({ id, number, organisationName }) => ({
          value: id,
          label: `${number} · ${organisationName}`,
        }))}
      />
    </Entry>
  );
}
