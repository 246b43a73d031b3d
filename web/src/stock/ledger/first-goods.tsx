import type { Place } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ItemChoice, ItemSelect } from '../../catalogue/item-select.tsx';
import { type Choice, OrganisationSelect } from '../../directory/choose.tsx';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMay, useMe } from '../../shared/session.ts';
import { usePlaceName } from './place-name.tsx';
import { PostDialog } from './post-dialog.tsx';

type Chosen = { place: Place; item: string; itemName: ItemChoice['name'] };

/** Posts an item at a place that never had it: no row to start from, so place and item are chosen first. */
export function FirstGoods({ given }: { given: Choice | null }) {
  const { t } = useTranslation('stock-ledger');
  const [step, setStep] = useState<'none' | 'choose' | Chosen>('none');
  const close = () => setStep('none');
  return (
    <>
      <Button onClick={() => setStep('choose')}>{t('first.button')}</Button>
      {step === 'choose' ? <ChooseDialog given={given} onChoose={setStep} onClose={close} /> : null}
      {typeof step === 'object' ? <PostDialog holding={step} first="buy" onClose={close} /> : null}
    </>
  );
}

type ChooseProps = { given: Choice | null; onChoose: (chosen: Chosen) => void; onClose: () => void };

function ChooseDialog({ given, onChoose, onClose }: ChooseProps) {
  const { t } = useTranslation('stock-ledger');
  const { me } = useMe();
  const may = useMay();
  const placeName = usePlaceName();
  const own = me?.posts.find((post) => post.organisationId !== null);
  const mine = own ? { id: own.organisationId!, name: own.organisationName ?? '' } : null;
  const [organisation, setOrganisation] = useState<Choice | null>(given ?? mine);
  const [placeId, setPlaceId] = useState<string | null>(null);
  const [item, setItem] = useState<ItemChoice | null>(null);
  const places = useQuery({
    queryKey: [...queryKeys.supply, 'places', organisation?.id],
    queryFn: () => api.stock.listPlaces({ organisation: organisation!.id }),
    enabled: organisation !== null,
  });
  const choices = (places.data ?? []).filter(({ kind }) => kind === 'site' || kind === 'store');
  const place = choices.find(({ id }) => id === placeId) ?? choices[0];
  const allowed = place && may('stock.write', { organisationId: place.organisationId, areaCode: place.areaCode });
  return (
    <FormDialog
      title={t('first.button')}
      confirm={t('first.next')}
      busy={places.isFetching}
      problem={null}
      onConfirm={() =>
        place && allowed && item ? onChoose({ place, item: item.code, itemName: item.name }) : undefined
      }
      onClose={onClose}
    >
      <Entry label={t('balance.organisation')} error={place && !allowed ? t('may-not') : null}>
        <OrganisationSelect value={organisation} onChange={setOrganisation} />
      </Entry>
      {choices.length > 1 ? (
        <Entry label={t('first.place')}>
          <Select
            value={place?.id ?? null}
            onChange={setPlaceId}
            options={choices.map((each) => ({ value: each.id, label: placeName(each) }))}
          />
        </Entry>
      ) : null}
      <Entry label={t('column.item')}>
        <ItemSelect value={item} onChange={setItem} />
      </Entry>
    </FormDialog>
  );
}
