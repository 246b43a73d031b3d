import type { SetPart, SiteSets } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { itemPath } from '../../paths.ts';
import { api, problemOf } from '../../shared/api.ts';
import { numberText } from '../../shared/format.ts';
import { Card, Chip, Failure } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMay } from '../../shared/session.ts';
import { useSay } from '../../shared/use-say.ts';
import { FittingDialog } from './fitting-dialog.tsx';

type Props = { organisationId: string; areaCode: string | null };

/** Bottles that can be used here, and what is missing for the others: oxygen without a regulator helps nobody. */
export function SiteSetsCards({ organisationId, areaCode }: Props) {
  const { t } = useTranslation(['catalogue', 'supply-maker']);
  const may = useMay();
  const [fitted, setFitted] = useState<SetPart | null>(null);
  const sets = useQuery({
    queryKey: [...queryKeys.sets, 'at', organisationId],
    queryFn: () => api.kits.listSets({ organisation: organisationId }),
  });
  if (sets.isError) return <Failure problem={problemOf(sets.error)} again={() => void sets.refetch()} />;
  if (!sets.data || sets.data.length === 0) return null;
  const mayFit = may('assets.fit', { organisationId, areaCode });
  return (
    <section aria-label={t('sets.here')} className="site-kits">
      <h2>{t('sets.here')}</h2>
      {sets.data.length > 1 ? <p className="hint">{t('sets.shared')}</p> : null}
      <div className="site-sets">
        {sets.data.map((kit) => (
          <Kit key={kit.kit} kit={kit} onFit={mayFit ? setFitted : null} />
        ))}
      </div>
      {fitted ? <FittingDialog organisationId={organisationId} part={fitted} onClose={() => setFitted(null)} /> : null}
    </section>
  );
}

type KitProps = { kit: SiteSets; onFit: ((part: SetPart) => void) | null };

function Kit({ kit, onFit }: KitProps) {
  const { t } = useTranslation(['catalogue', 'supply-maker']);
  const { text } = useSay();
  const short = kit.usable < kit.possible;
  const none = kit.possible === 0;
  return (
    <Card title={<Link to={itemPath(kit.kit)}>{text(kit.name)}</Link>}>
      <p>
        <Chip tone={none ? 'quiet' : short ? 'warning' : 'good'} icon={none ? 'minus' : short ? 'alert' : 'check'}>
          {t('sets.usable', { usable: kit.usable, possible: kit.possible })}
        </Chip>
      </p>
      <ul className="set-parts">
        {bottlesFirst(kit).map((part) => (
          <Part key={part.item} organisationId={kit.organisation.id} part={part} onFit={onFit} />
        ))}
      </ul>
    </Card>
  );
}

function bottlesFirst({ parts, bottles }: SiteSets): SetPart[] {
  return parts.toSorted((left, right) => Number(bottles.includes(right.item)) - Number(bottles.includes(left.item)));
}

type PartProps = { organisationId: string; part: SetPart; onFit: KitProps['onFit'] };

function Part({ organisationId, part, onFit }: PartProps) {
  const { t } = useTranslation(['catalogue', 'supply-maker']);
  const { text } = useSay();
  const fitting = useFittingText(part);
  return (
    <li className={part.missing > 0 ? 'set-part set-part-short' : 'set-part'}>
      <Link to={itemPath(part.item)}>{text(part.name)}</Link>
      <span className="numbers">{t('sets.have', { have: numberText(part.have) })}</span>
      {part.missing > 0 ? (
        <strong className="numbers">{t('sets.short', { missing: numberText(part.missing) })}</strong>
      ) : (
        <span className="secondary">{t('sets.enough')}</span>
      )}
      {fitting.parameters.length > 0 && (part.missing > 0 || fitting.words) ? (
        <div className="set-note hint">
          {fitting.words || t('sets.fitting-none')}
          {onFit ? (
            <Button type="link" size="small" onClick={() => onFit(part)}>
              {fitting.words ? t('supply-maker:making.edit.short') : t('sets.fit')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {part.missing > 0 ? <Suppliers organisationId={organisationId} part={part} /> : null}
    </li>
  );
}

/** Who can supply, make or print what is missing so that it fits here; the soonest first. */
function Suppliers({ organisationId, part }: Omit<PartProps, 'onFit'>) {
  const { t } = useTranslation(['catalogue', 'supply-maker']);
  const makers = useQuery({
    queryKey: [...queryKeys.sets, 'makings', part.item, organisationId],
    queryFn: () => api.kits.listMakings({ item: part.item, fits: organisationId, limit: 3 }),
  });
  if (!makers.data) return null;
  if (makers.data.length === 0) return <div className="set-note hint">{t('sets.nobody')}</div>;
  return (
    <ul className="set-note set-makers">
      {makers.data.map(({ id, organisation, method, leadHours, perDay }) => (
        <li key={id}>
          {organisation.name} <span className="hint">{t(`supply-maker:method.${method}`)}</span>{' '}
          <span className="hint numbers">
            {t('supply-maker:making.lead', { hours: leadHours })} ·{' '}
            {t('supply-maker:making.amount-day', { day: numberText(perDay) })}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What fits here, in words; none of it said yet: no words. */
function useFittingText({ item: code, fitting }: SetPart) {
  const { text } = useSay();
  const item = useQuery({
    queryKey: [...queryKeys.catalogue, 'one', code],
    queryFn: () => api.catalogue.getItem({ code }),
    staleTime: 300_000,
  });
  const parameters = item.data?.parameters ?? [];
  const said = parameters.flatMap((parameter) => {
    const option = parameter.options.find((each) => each.code === fitting[parameter.code]);
    return option ? [`${text(parameter.name)}: ${text(option.name)}`] : [];
  });
  return { parameters, words: said.join(' · ') };
}
