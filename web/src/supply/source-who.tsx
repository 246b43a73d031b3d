import type { SourceOrigin } from '@baogong/contract';
import { Button, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { AreaSelect, OrganisationSelect } from '../directory/choose.tsx';
import { Entry } from '../shared/desk/entry.tsx';
import { holdsRight, useMe } from '../shared/session.ts';
import type { Draft, Part } from './draft.ts';

export const origins = ['local', 'province', 'donation', 'reserve'] as const satisfies readonly SourceOrigin[];

/** Who has it, and whether it is there or offered. A donor that the directory lacks is added along with what it gives. */
export function WhoAndForm(part: Part) {
  const { t } = useTranslation('supply');
  const { draft, set } = part;
  return (
    <>
      {draft.newcomer ? <Newcomer {...part} /> : <Known {...part} />}
      <Radio.Group
        aria-label={t('field.form')}
        value={draft.form}
        onChange={(event) => set({ form: event.target.value as Draft['form'] })}
        options={(['stock', 'offer'] as const).map((value) => ({ value, label: t(`form.${value}`) }))}
      />
    </>
  );
}

function Known({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('supply');
  const { me } = useMe();
  return (
    <div>
      <Entry label={t('field.organisation')} error={faultAt('organisationId')}>
        <OrganisationSelect
          asks={false}
          value={draft.organisation}
          onChange={(organisation) => set({ organisation })}
        />
      </Entry>
      {me && holdsRight(me, 'directory.add') ? (
        <Button
          type="link"
          className="source-switch"
          onClick={() => set({ newcomer: { name: '', area: null }, organisation: null })}
        >
          {t('newcomer.open')}
        </Button>
      ) : null}
    </div>
  );
}

function Newcomer({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('supply');
  const newcomer = draft.newcomer!;
  return (
    <div>
      <div className="entries-two">
        <Entry label={t('newcomer.name')} error={faultAt('name')}>
          <Input
            maxLength={200}
            value={newcomer.name}
            onChange={(event) => set({ newcomer: { ...newcomer, name: event.target.value } })}
          />
        </Entry>
        <Entry label={t('newcomer.area')} error={faultAt('areaCode')}>
          <AreaSelect value={newcomer.area} onChange={(area) => set({ newcomer: { ...newcomer, area } })} />
        </Entry>
      </div>
      <Button type="link" className="source-switch" onClick={() => set({ newcomer: null })}>
        {t('newcomer.close')}
      </Button>
    </div>
  );
}

/** Where the goods come from, with what it means for dispatching. */
export function OriginEntry({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('supply');
  return (
    <Entry label={t('field.origin')} hint={t(`origin.${draft.origin}.hint`)} error={faultAt('origin')}>
      <Radio.Group
        optionType="button"
        value={draft.origin}
        onChange={(event) => set({ origin: event.target.value as SourceOrigin })}
        options={origins.map((value) => ({ value, label: t(`origin.${value}`) }))}
      />
    </Entry>
  );
}
