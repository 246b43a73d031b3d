import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../shared/plain/icon.tsx';
import { Button, Chip } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { useKept, type Kept } from '../outbox/kept.ts';
import { drop, type Scan, tryAgain, waits } from './scan-outbox.ts';

/** What was scanned and what became of it; what is not sent yet stands first, in plain sight. */
export function ScanList({ scans }: { scans: Kept<Scan[]> }) {
  const { t } = useTranslation('phone-assets');
  const all = useKept(scans);
  const waiting = all.filter(waits);
  const done = all.filter((scan) => !waits(scan));
  return (
    <>
      {waiting.length > 0 ? (
        <section className="card unsent" aria-live="polite">
          <h2>
            <Icon name="alert" /> {t('waiting.title', { count: waiting.length })}
          </h2>
          <p>{t('waiting.lead')}</p>
          <Rows rows={waiting} scans={scans} />
        </section>
      ) : null}
      <section className="group" aria-live="polite">
        <h2>{t('scan.done')}</h2>
        {done.length === 0 ? <p className="hint">{t('scan.none')}</p> : <Rows rows={done} scans={scans} />}
      </section>
    </>
  );
}

function Rows({ rows, scans }: { rows: Scan[]; scans: Kept<Scan[]> }) {
  return (
    <ul className="plain-list">
      {rows.map((scan) => (
        <Row key={scan.commandId} scan={scan} scans={scans} />
      ))}
    </ul>
  );
}

function Row({ scan, scans }: { scan: Scan; scans: Kept<Scan[]> }) {
  const { t } = useTranslation(['phone-assets', 'assets']);
  const say = useSay();
  const now = useNow();
  const client = useQueryClient();
  const { moved, refused } = scan;
  return (
    <li className="card scan-row">
      <p>
        <strong>{moved?.asset.number ?? scan.code}</strong> {t(`assets:action.${scan.mode.action}`)}{' '}
        <span className="hint">{say.moment(scan.at, now)}</span>
      </p>
      {moved ? (
        <p>
          <Chip tone="good" icon="check">
            {t('result.moved', { state: t(`assets:state.${moved.asset.state}`), place: placeOf(moved.asset.place, t) })}
          </Chip>{' '}
          {moved.unexpected ? (
            <Chip tone="warning" icon="alert">
              {t('result.unexpected')}
            </Chip>
          ) : null}
          {moved.late ? (
            <Chip tone="warning" icon="clock">
              {t('result.late')}
            </Chip>
          ) : null}
        </p>
      ) : null}
      {refused ? (
        <>
          <p className="error" role="alert">
            {t('result.refused', { why: say.problem(refused) })}
          </p>
          <div className="card-actions">
            <Button
              onClick={() =>
                void tryAgain(scans, scan).then(() => client.invalidateQueries({ queryKey: queryKeys.assets }))
              }
            >
              {t('result.again')}
            </Button>
            <Button kind="danger" onClick={() => drop(scans, scan.commandId)}>
              {t('result.drop')}
            </Button>
          </div>
        </>
      ) : null}
      {!moved && !refused ? <p className="hint">{t('result.waiting')}</p> : null}
    </li>
  );
}

type Say = ReturnType<typeof useTranslation<['phone-assets', 'assets']>>['t'];

function placeOf(place: NonNullable<Scan['moved']>['asset']['place'], t: Say): string {
  if (place.kind === 'on-the-way') return t('place.on-the-way', { to: place.boundFor?.name ?? '' });
  return place.kind === 'site' && place.organisation ? place.organisation.name : t('place.nowhere');
}
