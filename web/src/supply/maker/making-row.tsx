import type { Making } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { useSave } from '../../shared/desk/use-save.ts';
import { numberText } from '../../shared/format.ts';
import { Chip } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';
import './maker.css';

type RowProps = {
  making: Making;
  /** What tells it from its neighbours: the item, or the maker. */
  title: ReactNode;
  line: string | null;
  onEdit: (() => void) | null;
};

/** One part that can be made: which fittings, how many, how soon, on which line. */
export function MakingRow({ making, title, line, onEdit }: RowProps) {
  const { t } = useTranslation('supply-maker');
  const say = useSay();
  const { perDay, leadHours, method, active, note } = making;
  const name = say.text(making.itemName);
  const day = numberText(perDay);
  return (
    <li className={active ? 'maker-making' : 'maker-making maker-making-off'}>
      <div>
        <strong>{title}</strong>{' '}
        <Chip tone={active ? 'info' : 'quiet'} icon={active ? 'tag' : 'slash'}>
          {active ? t(`method.${method}`) : t('making.withdrawn')}
        </Chip>
        <Options making={making} />
        <div className="numbers">
          {line
            ? t('making.amount', { shift: numberText(Math.round(perDay / 3)), day })
            : t('making.amount-day', { day })}
          {' · '}
          {t('making.lead', { hours: leadHours })}
          {line ? ` · ${t('making.on', { line })}` : ''}
        </div>
        {note ? <p className="hint">{note}</p> : null}
      </div>
      {onEdit ? (
        <div className="entries-row">
          <Button size="small" aria-label={t('making.edit', { name })} onClick={onEdit}>
            {t('making.edit.short')}
          </Button>
          <Withdraw making={making} name={name} />
        </div>
      ) : null}
    </li>
  );
}

/** The fittings in words: parameter by parameter; one that is left out can be any. */
function Options({ making }: { making: Making }) {
  const { t } = useTranslation('supply-maker');
  const { text, list } = useSay();
  const item = useQuery({
    queryKey: [...queryKeys.catalogue, 'one', making.item],
    queryFn: () => api.catalogue.getItem({ code: making.item }),
    staleTime: 300_000,
  });
  const parameters = item.data?.parameters ?? [];
  if (parameters.length === 0) return null;
  const said = parameters.filter(({ code }) => making.options[code]);
  if (said.length === 0) return <p className="hint">{t('making.any')}</p>;
  return (
    <ul className="maker-options">
      {said.map(({ code, name, options }) => (
        <li key={code}>
          {text(name)}:{' '}
          {list(
            options.filter((option) => making.options[code]!.includes(option.code)).map((option) => text(option.name)),
          )}
        </li>
      ))}
    </ul>
  );
}

function Withdraw({ making, name }: { making: Making; name: string }) {
  const { t } = useTranslation('supply-maker');
  const { save, busy, problem } = useSave({
    run: (commandId, active: boolean) =>
      api.kits.reviseMaking({ commandId, id: making.id, version: making.version, active }),
    stale: [queryKeys.sets],
  });
  const word = t(making.active ? 'making.withdraw' : 'making.again');
  return (
    <>
      <Button size="small" loading={busy} aria-label={`${word} ${name}`} onClick={() => save(!making.active)}>
        {word}
      </Button>
      {problem ? <span className="error">{problem.message}</span> : null}
    </>
  );
}
