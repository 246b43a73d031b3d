import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { Button, Field } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMe } from '../../shared/session.ts';
import { useKept } from '../outbox/kept.ts';
import { OrganisationSwitch } from '../organisation-switch.tsx';
import '../phone.css';
import type { Named } from '../use-organisation.ts';
import { useResend } from '../outbox/use-resend.ts';
import { Camera } from './camera.tsx';
import { type Draft, isWhole, ModeChoice } from './mode.tsx';
import { record, scansOf, sendWaiting, waits } from './scan-outbox.ts';
import { ScanList } from './scan-list.tsx';
import { usePlaces } from './use-places.ts';
import './scan.css';

/** One scan, one step: choose the step once, then scan thing after thing; without a network too. */
export function Screen() {
  const { t } = useTranslation('phone-assets');
  const { places, chosen, choose } = usePlaces();
  return (
    <>
      <div className="page-head">
        <h1>{t('title')}</h1>
        <Link to={paths.phoneCount} className="button">
          {t('count.title')}
        </Link>
      </div>
      <OrganisationSwitch organisations={places} chosen={chosen} choose={choose} />
      {chosen ? <Scanning key={chosen.id} place={chosen} supplies={chosen.supplies} /> : <p>{t('choose')}</p>}
    </>
  );
}

function Scanning({ place, supplies }: { place: Named; supplies: boolean }) {
  const { t } = useTranslation('phone-assets');
  const [camera, setCamera] = useState(false);
  const [draft, setDraft] = useState<Draft>({
    action: supplies ? 'fill' : 'arrive',
    to: null,
    dueOn: null,
    inspectBy: null,
    patientDepends: false,
  });
  const { scans, take } = useScans();
  const { to, ...rest } = draft;
  const whole = isWhole(draft);
  const onCode = (code: string) =>
    whole ? take(code, { ...rest, organisationId: place.id, toOrganisationId: to?.id ?? null }) : undefined;
  return (
    <>
      <ModeChoice
        supplies={supplies}
        place={place}
        draft={draft}
        set={(change) => setDraft((before) => ({ ...before, ...change }))}
      />
      {whole ? null : <p className="hint">{t('mode.incomplete')}</p>}
      {camera && whole ? <Camera onCode={onCode} /> : null}
      <Button
        kind={camera ? 'quiet' : 'main'}
        icon="scan"
        className="button-wide"
        blocked={whole ? null : t('mode.incomplete')}
        onClick={() => setCamera(!camera)}
      >
        {t(camera ? 'scan.stop' : 'scan.camera')}
      </Button>
      <Typed onCode={onCode} blocked={whole ? null : t('mode.incomplete')} />
      <ScanList scans={scans} />
    </>
  );
}

/** For whom the camera is no help: the number by hand. */
function Typed({ onCode, blocked }: { onCode: (code: string) => void; blocked: string | null }) {
  const { t } = useTranslation('phone-assets');
  const [typed, setTyped] = useState('');
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (blocked || typed.trim() === '') return;
    onCode(typed.trim());
    setTyped('');
  }
  return (
    <form className="scan-typed" onSubmit={submit}>
      <Field label={t('scan.typed')}>
        <input
          value={typed}
          maxLength={300}
          autoComplete="off"
          autoCapitalize="characters"
          enterKeyHint="send"
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      <Button kind="main" type="submit" blocked={blocked}>
        {t('scan.do')}
      </Button>
    </form>
  );
}

/** Scans of whoever is signed in; what waits is tried again by itself. */
function useScans() {
  const client = useQueryClient();
  const { me } = useMe();
  const kept = scansOf(me?.personId ?? 'nobody');
  const scans = useKept(kept);
  const some = scans.some(waits);
  const retry = useCallback(() => void sendWaiting(kept), [kept]);
  useResend(some, retry);
  return {
    scans: kept,
    take: (code: string, mode: Parameters<typeof record>[2]) => {
      navigator.vibrate?.(60);
      void record(kept, code, mode).then(() => client.invalidateQueries({ queryKey: queryKeys.assets }));
    },
  };
}
