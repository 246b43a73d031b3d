import type { RunDryRow } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { LampChip } from '../../shared/plain/lamp-chip.tsx';
import { Button, Empty, Failure, Loading, Sheet } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { ComingGoods } from '../../stock/coming-goods.tsx';
import { DryTime, LastReading, StockNow } from '../../stock/parts.tsx';
import { QuestionBox } from '../../stock/question-box.tsx';
import { OrganisationSwitch } from '../organisation-switch.tsx';
import '../phone.css';
import { useOrganisation } from '../use-organisation.ts';
import { AddStock } from './add-stock.tsx';
import { ReadForm } from './read-sheet.tsx';
import './readings.css';
import { UnsentReadings } from './unsent-readings.tsx';

/** The institution's stocks, each with what was read last and when it runs dry; one tap to read it anew. */
export function Screen() {
  const { t } = useTranslation('phone-readings');
  const asking = useOrganisation('asks');
  const supplying = useOrganisation('supplies');
  const place = asking.organisations.length > 0 ? asking : supplying;
  return (
    <>
      <h1>{t('title')}</h1>
      <OrganisationSwitch {...place} />
      <UnsentReadings />
      {place.chosen ? <Stocks key={place.chosen.id} organisation={place.chosen.id} /> : <p>{t('choose')}</p>}
    </>
  );
}

function Stocks({ organisation }: { organisation: string }) {
  const { t } = useTranslation('phone-readings');
  const say = useSay();
  const [sheet, setSheet] = useState<RunDryRow | 'add' | null>(null);
  const site = useQuery({
    queryKey: queryKeys.siteStocks(organisation),
    queryFn: () => api.readings.siteStocks({ organisationId: organisation }),
  });
  const close = () => setSheet(null);
  const title = sheet && sheet !== 'add' ? t('read.title', { item: say.text(sheet.itemName) }) : t('add.title');
  return (
    <>
      {site.isPending ? <Loading /> : null}
      {site.isError && !site.data ? (
        <Failure problem={problemOf(site.error)} again={() => void site.refetch()} />
      ) : null}
      {site.data?.stocks.length === 0 ? (
        <Empty icon="box" title={t('empty')}>
          <p>{t('empty.help')}</p>
        </Empty>
      ) : null}
      <ul className="plain-list">
        {site.data?.stocks.map((stock) => (
          <StockRow key={stock.stockId} stock={stock} onRead={() => setSheet(stock)} />
        ))}
      </ul>
      <Button icon="plus" className="button-wide" onClick={() => setSheet('add')}>
        {t('add.button')}
      </Button>
      <Sheet title={title} open={sheet !== null} onClose={close}>
        {sheet === 'add' ? <AddStock organisation={organisation} onDone={close} /> : null}
        {sheet && sheet !== 'add' ? <ReadForm stock={sheet} onDone={close} /> : null}
      </Sheet>
    </>
  );
}

function StockRow({ stock, onRead }: { stock: RunDryRow; onRead: () => void }) {
  const { t } = useTranslation('phone-readings');
  const say = useSay();
  const now = useNow();
  return (
    <li className="card stock-row">
      <div className="stock-head">
        <h2>{say.text(stock.itemName)}</h2>
        <LampChip lamp={stock.lamp} />
      </div>
      <div className="stock-figures">
        <DryTime stock={stock} now={now} />
        <StockNow stock={stock} />
      </div>
      <ComingGoods stock={stock} now={now} />
      <LastReading stock={stock} now={now} />
      <QuestionBox stock={stock} />
      <Button kind="main" icon="form" className="button-wide" onClick={onRead}>
        {t(stock.lastReading ? 'read.button' : 'read.first')}
      </Button>
    </li>
  );
}
