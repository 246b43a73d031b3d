import type { Asset, AssetTraceEntry } from '@baogong/contract';
import { assetLifeOf, assetLives, type AssetState } from '@baogong/contract/asset-life';
import { Alert, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrganisationSelect, type Choice } from '../directory/choose.tsx';
import { api } from '../shared/api.ts';
import { Entry } from '../shared/desk/entry.tsx';
import { FormDialog } from '../shared/desk/form-dialog.tsx';
import { useSave } from '../shared/desk/use-save.ts';
import { showToast } from '../shared/plain/toasts.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useMe } from '../shared/session.ts';
import { useNow, useSay } from '../shared/use-say.ts';

/** A wrong entry of the trace, with the one before it: what was so before it is mostly what is right. */
export type WrongEntry = { entry: AssetTraceEntry; before: AssetTraceEntry | undefined };
type Draft = {
  state: AssetState;
  at: Choice | null;
  boundFor: Choice | null;
  number: string;
  code: string;
  maker: string;
  inspectBy: string;
  owner: Choice | null;
  reason: string;
};
type Part = { draft: Draft; set: (change: Partial<Draft>) => void; faultAt: (field: string) => string | null };

/** Says what is right where the register is wrong. Nothing is overwritten: the correction is one more entry, with its reason. */
export function CorrectDialog({ asset, wrong, onClose }: { asset: Asset; wrong?: WrongEntry; onClose: () => void }) {
  const { t } = useTranslation('assets');
  const [draft, setDraft] = useState<Draft>(() => draftOf(asset, wrong));
  const mayWrite = useMayWrite(asset);
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, { reason, ...said }: Draft) =>
      api.assets.correctAsset({
        ...changedFields(asset, said),
        commandId,
        id: asset.id,
        version: asset.version,
        reason,
        corrects: wrong?.entry.version ?? undefined,
      }),
    stale: [queryKeys.assets],
    done: () => {
      showToast({ text: t('correct.saved') });
      onClose();
    },
  });
  return (
    <FormDialog
      title={`${t('correct.title')}: ${asset.number}`}
      confirm={t('correct.do')}
      busy={busy}
      problem={problem}
      onConfirm={() => save(draft)}
      onClose={onClose}
    >
      {wrong ? <Wrong entry={wrong.entry} /> : <p className="secondary">{t('correct.lead')}</p>}
      <div className="entries-two">
        <Standing asset={asset} draft={draft} set={set} faultAt={faultAt} />
        {mayWrite && !wrong ? <Written asset={asset} draft={draft} set={set} faultAt={faultAt} /> : null}
        {mayWrite && wrong?.entry.changes.some(({ field }) => field === 'inspectBy') ? (
          <Inspection draft={draft} set={set} faultAt={faultAt} />
        ) : null}
      </div>
      <Entry label={t('correct.reason')} hint={t('correct.reason-hint')} error={faultAt('reason')}>
        <Input.TextArea
          maxLength={2000}
          rows={2}
          value={draft.reason}
          onChange={(event) => set({ reason: event.target.value })}
        />
      </Entry>
    </FormDialog>
  );
}

function Wrong({ entry }: { entry: AssetTraceEntry }) {
  const { t } = useTranslation('assets');
  const say = useSay();
  const now = useNow(60_000);
  const what = t(`action.${entry.action}`);
  return (
    <Alert
      type="info"
      showIcon
      title={t('correct.wrong', { what, by: entry.by, time: say.moment(entry.happenedAt, now) })}
      description={t('correct.wrong-help')}
    />
  );
}

function Standing({ asset, draft, set, faultAt }: Part & { asset: Asset }) {
  const { t } = useTranslation('assets');
  const nowhere = draft.state === 'lost' || draft.state === 'scrapped';
  return (
    <>
      <Entry label={t('column.state')} error={faultAt('state')}>
        <Select
          value={draft.state}
          onChange={(state: AssetState) => set({ state })}
          options={assetLives[assetLifeOf(asset.kind)].states.map((value) => ({ value, label: t(`state.${value}`) }))}
        />
      </Entry>
      {nowhere ? null : (
        <Entry label={draft.boundFor ? t('correct.from') : t('column.place')} error={faultAt('organisationId')}>
          <OrganisationSelect value={draft.at} onChange={(at) => set({ at })} />
        </Entry>
      )}
      {nowhere ? null : (
        <Entry label={t('correct.bound-for')} error={faultAt('boundForId')} optional>
          <OrganisationSelect clearable value={draft.boundFor} onChange={(boundFor) => set({ boundFor })} />
        </Entry>
      )}
    </>
  );
}

function Written({ asset, ...part }: Part & { asset: Asset }) {
  const { t } = useTranslation('assets');
  const { draft, set, faultAt } = part;
  const text = (field: 'number' | 'code' | 'maker', label: string, length: number) => (
    <Entry label={label} error={faultAt(field)} optional={field !== 'number'}>
      <Input
        maxLength={length}
        value={draft[field]}
        onChange={(event) => set({ [field]: event.target.value } as Partial<Draft>)}
      />
    </Entry>
  );
  return (
    <>
      <Inspection {...part} optional={asset.kind !== 'cylinder'} />
      <Entry label={t('column.owner')} error={faultAt('ownerId')}>
        <OrganisationSelect value={draft.owner} onChange={(owner) => set({ owner })} />
      </Entry>
      {text('number', t('column.number'), 60)}
      {text('code', t('page.code'), 300)}
      {text('maker', t('page.maker'), 100)}
    </>
  );
}

function Inspection({ draft, set, faultAt, optional }: Part & { optional?: boolean }) {
  const { t } = useTranslation('assets');
  return (
    <Entry label={t('column.inspection')} error={faultAt('inspectBy')} optional={optional ?? false}>
      <Input type="date" value={draft.inspectBy} onChange={(event) => set({ inspectBy: event.target.value })} />
    </Entry>
  );
}

function draftOf(asset: Asset, wrong: WrongEntry | undefined): Draft {
  const place = wrong ? (wrong.before?.toPlace ?? wrong.entry.fromPlace ?? asset.place) : asset.place;
  const dated = wrong?.entry.changes.find(({ field }) => field === 'inspectBy');
  return {
    state: wrong && wrong.entry.from !== 'none' ? (wrong.entry.from as AssetState) : asset.state,
    at: place.organisation,
    boundFor: place.boundFor,
    number: asset.number,
    code: asset.code ?? '',
    maker: asset.maker ?? '',
    inspectBy: (dated ? dated.from : asset.inspectBy) ?? '',
    owner: asset.owner,
    reason: '',
  };
}

/** Only what differs from the register: what is left out stays as it is. */
function changedFields(asset: Asset, said: Omit<Draft, 'reason'>) {
  const { place } = asset;
  const nowhere = said.state === 'lost' || said.state === 'scrapped';
  const placed =
    !nowhere &&
    (said.at?.id !== place.organisation?.id || (said.boundFor?.id ?? null) !== (place.boundFor?.id ?? null));
  const differs = (now: string, before: string | null) => now.trim() !== (before ?? '');
  return {
    ...(said.state === asset.state ? {} : { state: said.state }),
    ...(placed && said.at ? { organisationId: said.at.id, boundForId: said.boundFor?.id ?? null } : {}),
    ...(differs(said.number, asset.number) ? { number: said.number } : {}),
    ...(differs(said.code, asset.code) ? { code: said.code.trim() || null } : {}),
    ...(differs(said.maker, asset.maker) ? { maker: said.maker.trim() || null } : {}),
    ...(differs(said.inspectBy, asset.inspectBy) ? { inspectBy: said.inspectBy || null } : {}),
    ...(said.owner && said.owner.id !== asset.owner.id ? { ownerId: said.owner.id } : {}),
  };
}

/** What is written on it is its owner's to correct; desks may too. The server has the last word. */
function useMayWrite(asset: Asset): boolean {
  const { me } = useMe();
  return (me?.posts ?? []).some(({ organisationId }) => organisationId === null || organisationId === asset.owner.id);
}
