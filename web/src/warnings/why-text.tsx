import type { Warning } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import { useSay } from '../shared/use-say.ts';
import { rounded } from '../stock/estimates.ts';

/** Why the lamp is what it is, in one sentence. */
export function WhyText({ warning }: { warning: Warning }) {
  const { t } = useTranslation('warnings');
  const say = useSay();
  const { resupply, kind } = warning;
  if (kind === 'missing-report') {
    const { round, lines } = warning.details as { round?: { zh: string; en: string }; lines?: Record<string, string> };
    const names = Object.values(lines ?? {});
    return (
      <p className="warning-why">
        {t('why.report', { round: round ? say.text(round) : '', lines: names.join(say.locale === 'zh' ? '、' : ', ') })}
      </p>
    );
  }
  if (kind === 'staple') {
    const { price, sold } = warning.details as {
      price?: { percent: number | null };
      sold?: { percent: number | null };
    };
    return (
      <p className="warning-why">{t('why.staple', { price: price?.percent ?? '—', sold: sold?.percent ?? '—' })}</p>
    );
  }
  if (!resupply) return null;
  const use =
    warning.usePerHour === null
      ? ''
      : t('why.use', { use: say.quantity(rounded(warning.usePerHour), warning.baseUnitName) });
  const stock =
    warning.stockNow === null
      ? ''
      : t('why.stock', { stock: say.quantity(rounded(warning.stockNow), warning.baseUnitName) });
  const way = resupply.supplierName
    ? t(resupply.metres === null ? 'why.supplier' : 'why.near', {
        name: resupply.supplierName,
        km: ((resupply.metres ?? 0) / 1000).toFixed(1),
      })
    : t('why.no-supplier');
  return (
    <p className="warning-why">
      {[stock, use, t('why.resupply', { minutes: resupply.minutes }) + way].filter(Boolean).join(t('why.join'))}
    </p>
  );
}
