import type { Need } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import { ScrollAcross } from '../../shared/desk/scroll-across.tsx';
import { numberText } from '../../shared/format.ts';
import { Card } from '../../shared/plain/plain.tsx';
import { useNow, useSay } from '../../shared/use-say.ts';

/** Which supplier gives how much of which line, and how far that is. */
export function Sources({ need }: { need: Need }) {
  const { t } = useTranslation('needs-page');
  const say = useSay();
  const now = useNow();
  const lines = new Map(need.lines.map((line) => [line.id, line]));
  if (need.sources.length === 0) {
    return (
      <Card title={t('sources.title')}>
        <p className="secondary">{t('sources.none')}</p>
      </Card>
    );
  }
  return (
    <Card title={t('sources.title')}>
      <ScrollAcross name={t('sources.title')}>
        <table className="figures-table">
          <thead>
            <tr>
              <th scope="col">{t('sources.supplier')}</th>
              <th scope="col" className="words">
                {t('lines.item')}
              </th>
              <th scope="col">{t('sources.quantity')}</th>
              <th scope="col">{t('sources.shipped')}</th>
              <th scope="col">{t('sources.delivered')}</th>
              <th scope="col" className="words">
                {t('sources.state')}
              </th>
              <th scope="col">{t('sources.expires')}</th>
            </tr>
          </thead>
          <tbody>
            {need.sources.map((source) => (
              <tr key={source.reservationId}>
                <th scope="row">{source.supplierName}</th>
                <td className="words">{say.text(lines.get(source.lineId)!.itemName)}</td>
                <td className="numbers">{say.quantity(source.quantity, lines.get(source.lineId)!.baseUnitName)}</td>
                <td className="numbers">{numberText(source.shipped)}</td>
                <td className="numbers">{numberText(source.delivered)}</td>
                <td className="words">{t(`state.${source.state}`)}</td>
                <td className="numbers">{source.expiresAt ? say.moment(source.expiresAt, now) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollAcross>
    </Card>
  );
}
