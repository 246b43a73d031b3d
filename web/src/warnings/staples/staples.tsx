import type { StapleLight } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { ScrollAcross } from '../../shared/desk/scroll-across.tsx';
import { SheetDialog } from '../../intake/sheet-dialog.tsx';
import { api, problemOf } from '../../shared/api.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { LampChip } from '../../shared/plain/lamp-chip.tsx';
import { Empty, Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { holdsRight, useMe } from '../../shared/session.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { QuoteDialog } from './quote-dialog.tsx';
import { Sparkline } from './sparkline.tsx';
import '../../shared/desk/entry.css';
import './staples.css';

/** Lights of staples by area: price and volume against what is usual at this hour, with the last 14 days as a line. */
export function Screen() {
  const { t } = useTranslation('warnings-staples');
  const { me } = useMe();
  const [open, setOpen] = useState<'quote' | 'import' | null>(null);
  return (
    <div className="page-wide">
      <header className="desk-head">
        <h1>{t('title')}</h1>
        <span className="entries-row">
          <Link to={paths.warnings}>{t('back')}</Link>
          {me && holdsRight(me, 'staples.write') ? (
            <>
              <Button icon={<Icon name="upload" size={16} />} onClick={() => setOpen('import')}>
                {t('import')}
              </Button>
              <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setOpen('quote')}>
                {t('quote')}
              </Button>
            </>
          ) : null}
        </span>
      </header>
      <p className="secondary">{t('lead')}</p>
      <Lights />
      {open === 'quote' ? <QuoteDialog onClose={() => setOpen(null)} /> : null}
      {open === 'import' ? (
        <SheetDialog
          title={t('import')}
          columns={t('import.columns')}
          example={t('import.example')}
          run={(commandId, sheet) => api.staples.importQuotes({ ...sheet, commandId })}
          stale={[queryKeys.staples]}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </div>
  );
}

function Lights() {
  const { t } = useTranslation('warnings-staples');
  const say = useSay();
  const now = useNow();
  const query = useQuery({ queryKey: queryKeys.staples, queryFn: () => api.staples.listStapleLights({}) });
  if (query.isError) return <Failure problem={problemOf(query.error)} again={() => void query.refetch()} />;
  if (query.isPending) return <Loading />;
  if (query.data.length === 0) return <Empty icon="tag" title={t('empty')} />;
  return (
    <ScrollAcross name={t('title')} minWidth={900}>
      <Table
        size="middle"
        rowKey={({ item, areaCode }) => `${item} ${areaCode}`}
        dataSource={query.data}
        pagination={false}
        columns={[
          { title: t('column.lamp'), width: 100, render: (_, { lamp }) => <LampChip lamp={lamp} /> },
          { title: t('column.item'), width: 140, render: (_, light) => <strong>{say.text(light.itemName)}</strong> },
          { title: t('column.area'), dataIndex: 'areaName', width: 100 },
          { title: t('column.price'), width: 170, render: (_, light) => <Price light={light} /> },
          { title: t('column.curve'), width: 170, render: (_, light) => <Curve light={light} /> },
          { title: t('column.sold'), width: 170, render: (_, { sold }) => <Figure figure={sold} /> },
          { title: t('column.stock'), width: 170, render: (_, { onHand }) => <Figure figure={onHand} /> },
          {
            title: t('column.source'),
            width: 170,
            render: (_, light) => (
              <>
                {light.source}
                <div className="hint">
                  {say.ago(light.at, now)} · {t(`basis.${light.basis}`)}
                </div>
              </>
            ),
          },
        ]}
      />
    </ScrollAcross>
  );
}

function yuan(fen: number): string {
  return (fen / 100).toFixed(2);
}

function Price({ light: { price, unitName } }: { light: StapleLight }) {
  const { t } = useTranslation('warnings-staples');
  const say = useSay();
  return (
    <>
      <span className="numbers">{t('price', { yuan: yuan(price.now), unit: say.text(unitName) })}</span>
      <div className="hint">
        {price.usual === null ? t('usual.none') : t('usual', { usual: yuan(price.usual), percent: price.percent ?? 0 })}
      </div>
    </>
  );
}

function Figure({ figure }: { figure: StapleLight['sold'] }) {
  const { t } = useTranslation('warnings-staples');
  if (!figure) return <span className="hint">—</span>;
  const text = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 1 });
  return (
    <>
      <span className="numbers">{text(figure.now)}</span>
      <div className="hint">
        {figure.usual === null
          ? t('usual.none')
          : t('usual', { usual: text(figure.usual), percent: figure.percent ?? 0 })}
      </div>
    </>
  );
}

function Curve({ light }: { light: StapleLight }) {
  const { t } = useTranslation('warnings-staples');
  const say = useSay();
  const values = light.days.map(({ priceFen }) => priceFen);
  const label = t('curve', {
    item: say.text(light.itemName),
    from: yuan(Math.min(...values)),
    to: yuan(Math.max(...values)),
  });
  return <Sparkline values={values} usual={light.price.usual} label={label} />;
}
