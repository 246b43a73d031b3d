import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../shared/plain/plain.tsx';
import { holdsRight, useMe } from '../../shared/session.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { RoundsDialog, useSchedule } from './rounds-dialog.tsx';

/** Which round is next and in how long; whoever may, changes the rounds here. */
export function NextRound() {
  const { t } = useTranslation('supply-board');
  const say = useSay();
  const now = useNow();
  const { me } = useMe();
  const [open, setOpen] = useState(false);
  const { data } = useSchedule();
  if (!data) return null;
  const { name, dueAt } = data.next;
  return (
    <>
      <Chip tone="info" icon="clock">
        {t('next', { round: say.text(name), time: say.moment(dueAt, now), left: say.left(dueAt, now) })}
      </Chip>
      {me && holdsRight(me, 'rounds.write') ? (
        <Button size="small" onClick={() => setOpen(true)}>
          {t('rounds.open')}
        </Button>
      ) : null}
      {open ? <RoundsDialog schedule={data} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
