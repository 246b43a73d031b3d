import type { AssetState } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, Input, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ItemSelect, type ItemChoice } from '../catalogue/item-select.tsx';
import { OrganisationSelect, type Choice } from '../directory/choose.tsx';
import { api } from '../shared/api.ts';
import { Entry } from '../shared/desk/entry.tsx';
import { FormDialog } from '../shared/desk/form-dialog.tsx';
import { useSave } from '../shared/desk/use-save.ts';
import { showToast } from '../shared/plain/toasts.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useMe } from '../shared/session.ts';
import { rowsOf } from './registration-rows.ts';

const FAULTS_SHOWN = 50;
type Result = { registered: number; faults: { row: number; number: string; message: string }[] };
type State = Extract<AssetState, 'full' | 'empty' | 'working' | 'faulty'>;

/** Many at once: pasted numbers; what cannot be taken stays in sight with its reason. */
export function RegisterDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('assets');
  const own = useOwn();
  const [item, setItem] = useState<ItemChoice | null>(null);
  const [owner, setOwner] = useState<Choice | null>(own);
  const [place, setPlace] = useState<Choice | null>(own);
  const [chosen, setChosen] = useState<State | null>(null);
  const [pasted, setPasted] = useState('');
  const [result, setResult] = useState<Result | null>(null);
  const states = useStates(item?.code);
  const state = chosen && states.includes(chosen) ? chosen : states[0]!;
  const rows = rowsOf(pasted);
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, body: Omit<Parameters<typeof api.assets.registerAssets>[0], 'commandId'>) =>
      api.assets.registerAssets({ ...body, commandId }),
    stale: [queryKeys.assets],
    done: (answer) => {
      showToast({ text: t('register.done', { count: answer.registered }) });
      setResult(answer);
      if (answer.faults.length === 0) onClose();
    },
  });
  const ready = item && owner && place && rows.length > 0;
  return (
    <FormDialog
      title={t('register')}
      confirm={t('register.do')}
      width={760}
      busy={busy}
      problem={problem}
      onConfirm={() =>
        ready
          ? save({ item: item.code, ownerId: owner.id, organisationId: place.id, state, rows })
          : showToast({ text: t('register.nothing') })
      }
      onClose={onClose}
    >
      <Parties {...{ item, setItem, place, setPlace, owner, setOwner, faultAt }}>
        <Radio.Group
          aria-label={t('register.state')}
          value={state}
          onChange={(event) => setChosen(event.target.value as State)}
          options={states.map((value) => ({ value, label: t(`state.${value}`) }))}
        />
      </Parties>
      <Entry label={t('register.rows')} hint={t('register.rows-hint')} error={faultAt('rows')}>
        <Input.TextArea
          className="asset-paste"
          rows={8}
          value={pasted}
          onChange={(event) => setPasted(event.target.value)}
          placeholder={'A1001\t2027-03-01\nA1002\t2027-03-01'}
        />
      </Entry>
      <p className="hint" aria-live="polite">
        {t('register.count', { count: rows.length })}
      </p>
      {result && result.faults.length > 0 ? <Faults faults={result.faults} /> : null}
    </FormDialog>
  );
}

type PartiesProps = {
  item: ItemChoice | null;
  setItem: (item: ItemChoice | null) => void;
  place: Choice | null;
  setPlace: (place: Choice | null) => void;
  owner: Choice | null;
  setOwner: (owner: Choice | null) => void;
  faultAt: (field: string) => string | null;
  children: ReactNode;
};

/** What they are, where they are, whose they are. */
function Parties({ item, setItem, place, setPlace, owner, setOwner, faultAt, children }: PartiesProps) {
  const { t } = useTranslation('assets');
  return (
    <div className="entries-two">
      <Entry label={t('register.item')} error={faultAt('item')}>
        <ItemSelect value={item} onChange={setItem} />
      </Entry>
      <Entry label={t('register.place')} error={faultAt('organisationId')}>
        <OrganisationSelect
          value={place}
          onChange={(chosenPlace) => {
            setPlace(chosenPlace);
            // Whoever has them mostly owns them; another owner can be chosen beside it.
            if (!owner) setOwner(chosenPlace);
          }}
        />
      </Entry>
      <Entry label={t('register.owner')} error={faultAt('ownerId')}>
        <OrganisationSelect value={owner} onChange={setOwner} />
      </Entry>
      {children}
    </div>
  );
}

function Faults({ faults }: { faults: Result['faults'] }) {
  const { t } = useTranslation('assets');
  const hidden = faults.length - FAULTS_SHOWN;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('register.faults', { count: faults.length })}
      description={
        <ul className="asset-faults">
          {faults.slice(0, FAULTS_SHOWN).map((fault) => (
            <li key={fault.row}>{t('register.fault', fault)}</li>
          ))}
          {hidden > 0 ? <li>{t('register.more', { count: hidden })}</li> : null}
        </ul>
      }
    />
  );
}

/** Cylinders are full or empty, devices work or not. */
function useStates(code: string | undefined): readonly State[] {
  const item = useQuery({
    queryKey: [...queryKeys.catalogue, 'one', code],
    queryFn: () => api.catalogue.getItem({ code: code! }),
    enabled: Boolean(code),
  });
  const kind = item.data?.serialKind;
  return !kind || kind === 'cylinder' ? ['empty', 'full'] : ['working', 'faulty'];
}

function useOwn(): Choice | null {
  const { me } = useMe();
  const post = me?.posts.find(({ organisationId }) => organisationId !== null);
  return post?.organisationId ? { id: post.organisationId, name: post.organisationName ?? '' } : null;
}
