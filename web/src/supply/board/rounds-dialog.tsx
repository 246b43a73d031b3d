import type { RoundSchedule, RoundTime } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';

/** The city's rounds and the next one due. */
export function useSchedule() {
  return useQuery({
    queryKey: [...queryKeys.board, 'schedule'],
    queryFn: () => api.rounds.getSchedule(),
    // The next round becomes another when it is due.
    refetchInterval: ({ state: { data } }) =>
      data ? Math.min(Math.max(Date.parse(data.next.dueAt) - Date.now() + 1000, 5000), 3_600_000) : false,
  });
}

/** Names and times of the rounds of a day; what is reported or frozen already stays as it was. */
export function RoundsDialog({ schedule, onClose }: { schedule: RoundSchedule; onClose: () => void }) {
  const { t } = useTranslation('supply-board');
  const [rounds, setRounds] = useState<RoundTime[]>(schedule.rounds);
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, sent: RoundTime[]) => api.rounds.reviseSchedule({ commandId, rounds: sent }),
    stale: [queryKeys.board, queryKeys.supply],
    done: ({ from }) => {
      showToast({ text: from ? t('rounds.saved-from', { day: from }) : t('rounds.saved') });
      onClose();
    },
  });
  const replace = (index: number, round: RoundTime) =>
    setRounds((before) => before.map((each, at) => (at === index ? round : each)));
  return (
    <FormDialog
      title={t('rounds.title')}
      busy={busy}
      problem={problem}
      onConfirm={() => save(rounds)}
      onClose={onClose}
    >
      <p className="secondary">
        {t('rounds.lead')} {schedule.from ? t('rounds.from', { day: schedule.from }) : ''}
      </p>
      {rounds.map((round, index) => (
        <RoundRow
          key={round.code}
          round={round}
          number={index + 1}
          fault={(field) => faultAt(`rounds[${index}].${field}`)}
          onChange={(next) => replace(index, next)}
          onDrop={rounds.length > 1 ? () => setRounds(rounds.filter((_, at) => at !== index)) : null}
        />
      ))}
      {rounds.length < 12 ? (
        <Button onClick={() => setRounds([...rounds, freshRound(rounds)])}>{t('rounds.add')}</Button>
      ) : null}
    </FormDialog>
  );
}

type RowProps = {
  round: RoundTime;
  number: number;
  fault: (field: string) => string | null;
  onChange: (round: RoundTime) => void;
  onDrop: (() => void) | null;
};

function RoundRow({ round, number, fault, onChange, onDrop }: RowProps) {
  const { t } = useTranslation('supply-board');
  const name = (change: Partial<RoundTime['name']>) => onChange({ ...round, name: { ...round.name, ...change } });
  return (
    <fieldset className="round-row">
      <legend className="unseen">{t('rounds.number', { number })}</legend>
      <Entry label={t('rounds.time')} error={fault('time')}>
        <Input type="time" value={round.time} onChange={(event) => onChange({ ...round, time: event.target.value })} />
      </Entry>
      <Entry label={t('rounds.zh')} error={fault('name.zh')}>
        <Input maxLength={40} value={round.name.zh} onChange={(event) => name({ zh: event.target.value })} />
      </Entry>
      <Entry label={t('rounds.en')} error={fault('name.en')}>
        <Input maxLength={40} value={round.name.en} onChange={(event) => name({ en: event.target.value })} />
      </Entry>
      {onDrop ? (
        <Button aria-label={t('rounds.drop', { number })} onClick={onDrop}>
          {t('rounds.drop.short')}
        </Button>
      ) : null}
    </fieldset>
  );
}

/** A round after the last one, under a code that no other has. */
function freshRound(rounds: readonly RoundTime[]): RoundTime {
  const taken = new Set(rounds.map(({ code }) => code));
  let number = rounds.length + 1;
  while (taken.has(`round-${number}`)) number += 1;
  return { code: `round-${number}`, name: { zh: '', en: '' }, time: '' };
}
