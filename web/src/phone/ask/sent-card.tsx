import type { NeedSummary } from '@baogong/contract';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { phoneNeedPath } from '../../paths.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { Button } from '../../shared/plain/plain.tsx';
import { useNow, useSay } from '../../shared/use-say.ts';
import { useGoods } from '../use-goods.ts';

/** It has arrived: the number to say on the phone, and what happens now. */
export function SentCard({ need, onAnother }: { need: NeedSummary; onAnother: () => void }) {
  const { t } = useTranslation('phone-ask');
  const say = useSay();
  const now = useNow();
  const { headlineOf } = useGoods();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="card sent">
      <Icon name="check" size={40} />
      <h1 ref={heading} tabIndex={-1}>
        {t('sent.title')}
      </h1>
      <p className="sent-number numbers">{need.number}</p>
      <p>{headlineOf(need)}</p>
      <h2>{t('sent.next')}</h2>
      <ol className="sent-steps">
        <li>{need.dueAt ? t('sent.dispatch-by', { time: say.moment(need.dueAt, now) }) : t('sent.dispatch')}</li>
        <li>{t(need.life === 'supply' ? 'sent.goods' : 'sent.service')}</li>
        <li>{t(need.life === 'supply' ? 'sent.confirm-goods' : 'sent.confirm-service')}</li>
      </ol>
      <div className="card-actions">
        <Link to={phoneNeedPath(need.id)} className="button button-main">
          {t('sent.follow')}
        </Link>
        <Button onClick={onAnother}>{t('sent.another')}</Button>
      </div>
    </section>
  );
}
