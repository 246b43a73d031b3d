import { roles } from '@baogong/contract/roles';
import { Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AreaSelect, OrganisationSelect } from '../../directory/choose.tsx';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { queryKeys } from '../../shared/query-keys.ts';
import { blankPost, postOf, type DraftPost } from '../people/post-draft.ts';
import { RoleSelect } from '../people/post-fields.tsx';

type Draft = DraftPost & { name: string; days: number | null };

/** Makes a token for one role in one organisation or area. */
export function TokenDialog({ onClose, onMade }: { onClose: () => void; onMade: (secret: string) => void }) {
  const { t } = useTranslation(['admin-tokens', 'admin-people']);
  const [draft, setDraft] = useState<Draft>(() => ({ ...blankPost(), name: '', days: 90 }));
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, { name, days, ...post }: Draft) =>
      api.identity.createToken({ ...postOf(post), commandId, name, days: days ?? 0 }),
    stale: [queryKeys.tokens],
    done: ({ secret }) => {
      onClose();
      onMade(secret);
    },
  });
  const bound = draft.role ? roles[draft.role].bound : null;
  return (
    <FormDialog title={t('add')} busy={busy} problem={problem} onConfirm={() => save(draft)} onClose={onClose}>
      <Entry label={t('field.name')} hint={t('field.name-hint')} error={faultAt('name')}>
        <Input maxLength={200} value={draft.name} onChange={(event) => set({ name: event.target.value })} />
      </Entry>
      <Entry
        label={t('field.role')}
        hint={draft.role ? t(`admin-people:role.${draft.role}`) : null}
        error={faultAt('role')}
      >
        <RoleSelect role={draft.role} onChange={(role) => set({ role })} />
      </Entry>
      {bound === 'organisation' ? (
        <Entry label={t('field.organisation')} error={faultAt('organisationId')}>
          <OrganisationSelect value={draft.organisation} onChange={(organisation) => set({ organisation })} />
        </Entry>
      ) : null}
      {bound === 'area' ? (
        <Entry label={t('field.area')} error={faultAt('areaCode')}>
          <AreaSelect value={draft.area} onChange={(area) => set({ area })} />
        </Entry>
      ) : null}
      <Entry label={t('field.days')} hint={t('field.days-hint')} error={faultAt('days')}>
        <InputNumber min={1} max={366} precision={0} value={draft.days} onChange={(days) => set({ days })} />
      </Entry>
    </FormDialog>
  );
}
