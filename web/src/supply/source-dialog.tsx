import type { Source, SourceOrigin } from '@baogong/contract';
import { Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choice } from '../directory/choose.tsx';
import { instantOfLocal, localOfInstant } from '../shared/local-time.ts';
import { api } from '../shared/api.ts';
import { Entry } from '../shared/desk/entry.tsx';
import { FormDialog } from '../shared/desk/form-dialog.tsx';
import { useSave } from '../shared/desk/use-save.ts';
import { showToast } from '../shared/plain/toasts.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useCommandId } from '../shared/use-command-id.ts';
import { useSay } from '../shared/use-say.ts';
import { draftOf, newcomerOf, offerOf, revisionOf, type Draft, type Part } from './draft.ts';
import { GoodsRows } from './source-goods.tsx';
import { OriginEntry, WhoAndForm } from './source-who.tsx';

type DialogProps = {
  source: Source | null;
  own: Choice | null;
  /** With which origin a new one begins. */
  origin?: SourceOrigin;
  onClose: () => void;
};

/** Reports stock or an offer of one or several items, or corrects one of them; who, what and form stay once it is made. */
export function SourceDialog({ source, own, origin, onClose }: DialogProps) {
  const { t } = useTranslation('supply');
  const say = useSay();
  const [draft, setDraft] = useState(() => draftOf(source, own, origin));
  const added = useAddedNewcomer();
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, sent: Draft) =>
      source
        ? api.supply.reviseSource({ ...revisionOf(sent), commandId, id: source.id, version: source.version })
        : added(sent).then((organisationId) =>
            api.supply
              .offerGoods({ ...offerOf(sent), ...(organisationId ? { organisationId } : {}), commandId })
              .then(({ sources }) => sources[0]!),
          ),
    stale: [queryKeys.supply],
    done: (saved) => {
      showToast({ text: t('saved', { name: saved.organisationName }) });
      onClose();
    },
  });
  const part = { draft, set: (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change })), faultAt };
  return (
    <FormDialog
      title={source ? t('edit', { name: source.organisationName }) : t(origin === 'donation' ? 'donate' : 'add')}
      busy={busy}
      problem={problem}
      onConfirm={() => save(draft)}
      onClose={onClose}
    >
      {source ? <p className="secondary">{say.text(source.itemName)}</p> : <WhoAndForm {...part} />}
      <OriginEntry {...part} />
      {source ? null : <GoodsRows {...part} />}
      <div className="entries-two">
        {source ? <QuantityEntry source={source} {...part} /> : null}
        <Entry label={t('field.lead')} error={faultAt('leadMinutes')}>
          <InputNumber
            min={0}
            max={43_200}
            precision={0}
            value={draft.leadMinutes}
            onChange={(leadMinutes) => part.set({ leadMinutes })}
          />
        </Entry>
      </div>
      <WindowAndNote {...part} />
    </FormDialog>
  );
}

function QuantityEntry({ source, draft, set, faultAt }: Part & { source: Source }) {
  const { t } = useTranslation('supply');
  const say = useSay();
  const { reserved, baseUnitName } = source;
  const [goods] = draft.goods;
  return (
    <Entry
      label={t('field.quantity-in', { unit: say.text(baseUnitName) })}
      hint={reserved ? t('field.quantity-hint', { quantity: say.quantity(reserved, baseUnitName) }) : null}
      error={faultAt('quantity')}
    >
      <InputNumber
        min={0}
        precision={0}
        value={goods!.quantity}
        onChange={(quantity) => set({ goods: [{ ...goods!, quantity }] })}
      />
    </Entry>
  );
}

/**
 * Adds the supplier that the directory lacks and gives its id; undefined when one of the directory is chosen. Once added
 * it stays so when what follows is refused and sent again.
 */
function useAddedNewcomer(): (draft: Draft) => Promise<string | undefined> {
  const commandId = useCommandId();
  return async (draft) => {
    const newcomer = newcomerOf(draft);
    if (newcomer === null) return undefined;
    const { id } = await api.directory.createOrganisation({ ...newcomer, commandId: commandId(newcomer) });
    return id;
  };
}

function WindowAndNote({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('supply');
  return (
    <>
      <div className="entries-two">
        {(['availableFrom', 'availableUntil'] as const).map((field) => (
          <Entry
            key={field}
            label={t(field === 'availableFrom' ? 'field.from' : 'field.until')}
            error={faultAt(field)}
            optional
          >
            <Input
              type="datetime-local"
              value={localOfInstant(draft[field])}
              onChange={(event) => set({ [field]: instantOfLocal(event.target.value) })}
            />
          </Entry>
        ))}
      </div>
      <Entry label={t('field.note')} error={faultAt('note')} optional>
        <Input.TextArea
          maxLength={2000}
          autoSize={{ minRows: 2 }}
          value={draft.note}
          onChange={(event) => set({ note: event.target.value })}
        />
      </Entry>
    </>
  );
}
