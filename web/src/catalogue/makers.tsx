import type { Item, Making } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { makerPath } from '../paths.ts';
import { api, problemOf } from '../shared/api.ts';
import { numberText } from '../shared/format.ts';
import { Card, Chip, Failure } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { holdsRight, useMe } from '../shared/session.ts';
import { useSay } from '../shared/use-say.ts';
import { MakingDialog } from './making-dialog.tsx';

/** Who can supply, make or print the item, narrowed by what must fit. */
export function Makers({ item }: { item: Item }) {
  const { t } = useTranslation('catalogue');
  const { text } = useSay();
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const pairs = Object.entries(chosen).map(([parameter, option]) => `${parameter}:${option}`);
  const asked = { item: item.code, options: pairs.length > 0 ? pairs.join(',') : undefined };
  const makers = useQuery({
    queryKey: [...queryKeys.sets, 'makings', asked],
    queryFn: () => api.kits.listMakings(asked),
  });
  function choose(parameter: string, option: string | undefined): void {
    const { [parameter]: _before, ...others } = chosen;
    setChosen(option === undefined ? others : { ...others, [parameter]: option });
  }
  const [edited, setEdited] = useState<Making | 'new' | null>(null);
  const { me } = useMe();
  const may = Boolean(me && holdsRight(me, 'assets.make'));
  return (
    <Card title={t('makers.title')}>
      <div className="entries">
        {item.parameters.map((parameter) => (
          <Select
            key={parameter.code}
            allowClear
            aria-label={text(parameter.name)}
            placeholder={text(parameter.name)}
            value={chosen[parameter.code] ?? null}
            onChange={(option?: string) => choose(parameter.code, option)}
            options={parameter.options.map(({ code, name }) => ({ value: code, label: text(name) }))}
          />
        ))}
      </div>
      {makers.isError ? <Failure problem={problemOf(makers.error)} again={() => void makers.refetch()} /> : null}
      {makers.data?.length === 0 ? <p className="secondary">{t('makers.none')}</p> : null}
      <ul className="item-rows makers">
        {makers.data?.map((making) => (
          <Maker key={making.id} item={item} making={making} onChange={may ? () => setEdited(making) : null} />
        ))}
      </ul>
      {may ? (
        <div className="card-actions">
          <Button onClick={() => setEdited('new')}>{t('makers.declare')}</Button>
        </div>
      ) : null}
      {edited ? (
        <MakingDialog item={item} making={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      ) : null}
    </Card>
  );
}

type MakerProps = { item: Item; making: Making; onChange: (() => void) | null };

function Maker({ item, making, onChange }: MakerProps) {
  const { t } = useTranslation('catalogue');
  const { text } = useSay();
  const { organisation, method, leadHours, perDay, note, options } = making;
  const can = item.parameters.flatMap((parameter) => {
    const names = parameter.options.filter(({ code }) => options[parameter.code]?.includes(code));
    const said = names.map(({ name }) => text(name)).join(t('spec.comma'));
    return said ? [t('makers.can', { parameter: text(parameter.name), options: said })] : [];
  });
  return (
    <li>
      <Link to={makerPath(organisation.id)}>
        <strong>{organisation.name}</strong>
      </Link>{' '}
      <Chip tone="info" icon={method === 'stock' ? 'box' : 'tag'}>
        {t(`makers.${method}`)}
      </Chip>
      {onChange ? (
        <Button type="link" size="small" onClick={onChange}>
          {t('makers.change')}
        </Button>
      ) : null}
      <div className="numbers">{t('makers.how', { hours: leadHours, perDay: numberText(perDay) })}</div>
      {can.length > 0 ? <p className="hint">{can.join(' · ')}</p> : null}
      {note ? <p className="hint">{note}</p> : null}
    </li>
  );
}
