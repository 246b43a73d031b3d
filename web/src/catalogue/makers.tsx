import type { Item, Making } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { makerPath } from '../paths.ts';
import { api, problemOf } from '../shared/api.ts';
import { Card, Failure } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { holdsRight, useMe } from '../shared/session.ts';
import { useSay } from '../shared/use-say.ts';
import { MakingDialog } from '../supply/maker/making-dialog.tsx';
import { MakingRow } from '../supply/maker/making-row.tsx';

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
      <ul className="maker-makings item-makers">
        {makers.data?.map((making) => (
          <MakingRow
            key={making.id}
            making={making}
            title={<Link to={makerPath(making.organisation.id)}>{making.organisation.name}</Link>}
            line={null}
            onEdit={may ? () => setEdited(making) : null}
          />
        ))}
      </ul>
      {may ? (
        <div className="card-actions">
          <Button onClick={() => setEdited('new')}>{t('makers.declare')}</Button>
        </div>
      ) : null}
      {edited ? (
        <MakingDialog
          item={{ code: item.code, name: item.name }}
          making={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </Card>
  );
}
