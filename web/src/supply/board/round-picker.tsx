import type { Round } from '@baogong/contract';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { usePages } from '../../shared/desk/use-pages.ts';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';
import type { BoardView } from './board.tsx';

const NOW = 'now';
/** Pixels from the list's end at which older rounds are fetched. */
const nearEnd = 60;

/** Now, or one of the frozen rounds, newest first; older ones come as one scrolls. */
export function RoundPicker({ view, onShow }: { view: BoardView; onShow: (change: BoardView) => void }) {
  const { t } = useTranslation('supply-board');
  const say = useSay();
  const { query, rows } = usePages([...queryKeys.board, 'rounds'], (after) => api.rounds.listRounds({ after }));
  const label = (round: Round) => t('round', { day: round.day.slice(5), round: say.text(round.name) });
  const known = rows.some(({ id }) => id === view.round);
  const options = [
    { value: NOW, label: t('now'), note: '' },
    ...rows.map((round) => ({ value: round.id, label: label(round), note: noteOf(round) })),
    ...(view.round && !known ? [{ value: view.round, label: t('round.earlier'), note: '' }] : []),
  ];
  function noteOf({ missing, short }: Round): string {
    const parts = [
      short > 0 ? t('round.short', { count: short }) : '',
      missing > 0 ? t('round.missing', { count: missing }) : '',
    ];
    return parts.filter(Boolean).join(t('join')) || t('round.fine');
  }
  return (
    <Select
      aria-label={t('round.choose')}
      className="board-rounds"
      value={view.round ?? NOW}
      options={options}
      optionRender={renderOption}
      onPopupScroll={({ currentTarget: list }) => {
        const close = list.scrollHeight - list.scrollTop - list.clientHeight < nearEnd;
        if (close && query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
      }}
      onChange={(id: string) => onShow({ round: id === NOW ? undefined : id })}
    />
  );
}

function renderOption({ data }: { data: { label: string; note: string } }) {
  return (
    <span className="board-round">
      <span>{data.label}</span> <span className="hint">{data.note}</span>
    </span>
  );
}
