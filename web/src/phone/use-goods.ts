import type { NeedSummary } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import { useSay } from '../shared/use-say.ts';
import { requestedGoods, type Goods, type Standing } from './standing.ts';

const mostNamed = 3;

/** Goods and standings in the person's language. */
export function useGoods() {
  const { t } = useTranslation('phone');
  const say = useSay();

  /** `N95 respirator 3,000 pieces, gown unknown`; `bare` leaves the names out when there is only one item. */
  function goodsText(goods: readonly Goods[], bare = false): string {
    const named = goods.slice(0, mostNamed).map(({ name, unit, quantity }) => {
      const much = quantity === null ? t('goods.unknown') : say.quantity(quantity, unit);
      return bare && goods.length === 1 ? much : `${say.text(name)} ${much}`;
    });
    const text = named.join(t('goods.join'));
    return goods.length > mostNamed ? t('goods.more', { goods: text, count: goods.length }) : text;
  }

  /** What is asked, in one line. The server's headline is Chinese; lines have names in both languages. */
  function headlineOf(need: Pick<NeedSummary, 'lines' | 'headline' | 'kindName'>): string {
    if (need.lines.length > 0) return goodsText(requestedGoods(need.lines));
    return need.headline.replace(need.kindName.zh, say.text(need.kindName));
  }

  function standingText(standing: Standing, need: NeedSummary, now: number): string {
    const sentence = t(`standing.${standing.word}`, {
      name: need.claimedBy?.name ?? '',
      supplier: standing.supplier,
      goods: goodsText(standing.goods, need.lines.length === 1),
      time: standing.at ? say.moment(standing.at, now) : '',
    });
    const more = standing.moreTrips > 0 ? ` · ${t('standing.more-trips', { count: standing.moreTrips })}` : '';
    return sentence.trim() + more;
  }

  return { goodsText, headlineOf, standingText };
}
