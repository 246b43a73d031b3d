import type { Item } from '@baogong/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { numberText } from '../shared/format.ts';
import { Card } from '../shared/plain/plain.tsx';
import { type Fact, FactList } from '../shared/desk/fact-list.tsx';
import { useMay } from '../shared/session.ts';
import { useSay } from '../shared/use-say.ts';
import { SpecificationDialog } from './specification-dialog.tsx';

/** What one must know of an item before it fits: register, volume and pressure of a cylinder, threads and outlets. */
export function Specification({ item }: { item: Item }) {
  const { t } = useTranslation('catalogue');
  const { text } = useSay();
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const { waterMillilitres, filledKilopascals, serialKind, parameters } = item;
  const mayWrite = may('catalogue.write');
  const isPlain = waterMillilitres === null && serialKind === null && parameters.length === 0;
  if (isPlain && !mayWrite) return null;
  const facts: Fact[] = [
    [t('spec.register'), serialKind && t(`register.${serialKind}`)],
    [t('spec.volume'), waterMillilitres && `${numberText(waterMillilitres / 1000)} L`],
    [
      t('spec.pressure'),
      waterMillilitres && (filledKilopascals ? `${numberText(filledKilopascals / 1000)} MPa` : t('spec.stated')),
    ],
    ...parameters.map(
      ({ name, options }): Fact => [text(name), options.map((option) => text(option.name)).join(t('spec.comma'))],
    ),
  ];
  return (
    <Card title={t('spec.title')}>
      <FactList facts={facts} />
      {isPlain ? <p className="secondary">{t('spec.none')}</p> : null}
      {mayWrite ? (
        <div className="card-actions">
          <Button onClick={() => setEditing(true)}>{t('spec.edit')}</Button>
        </div>
      ) : null}
      {editing ? <SpecificationDialog item={item} onClose={() => setEditing(false)} /> : null}
    </Card>
  );
}
