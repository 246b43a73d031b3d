import type { FormField, Kind } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Button, Card, Field, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';
import { OrganisationSwitch } from '../organisation-switch.tsx';
import '../phone.css';
import { SearchPicker } from '../search-picker.tsx';
import { useOrganisation, type Named } from '../use-organisation.ts';
import { WhenField } from '../when-field.tsx';
import { isUntouched, type Draft } from './draft.ts';
import { Duplicates, useDuplicates } from './duplicates.tsx';
import { KindForm } from './kind-form.tsx';
import { LinesField } from './lines-field.tsx';
import { PasteBox } from './paste-box.tsx';
import { PriorityField } from './priority-field.tsx';
import { SentCard } from './sent-card.tsx';
import { UnsentCards } from './unsent-cards.tsx';
import { useAsk, type AskState } from './use-ask.ts';

/** Asking for something: what and how much, by when, how urgent, send. Everything else is optional. */
export function Screen() {
  const { t } = useTranslation('phone-ask');
  const place = useOrganisation('asks');
  const ask = useAsk(place.chosen?.id ?? null);
  if (ask.sent) return <SentCard need={ask.sent} onAnother={ask.clear} />;
  return (
    <>
      <h1>{t('title')}</h1>
      <UnsentCards />
      <ForWhom
        organisations={place.organisations}
        draft={ask.draft}
        choose={(id) => {
          place.choose(id);
          ask.change({ organisationId: id });
        }}
      />
      {ask.kind ? <AskForm ask={ask} kind={ask.kind} /> : <Loading />}
    </>
  );
}

function AskForm({ ask, kind }: { ask: AskState; kind: Kind }) {
  const { t } = useTranslation('phone-ask');
  const { draft, change } = ask;
  const duplicates = useDuplicates(draft);
  // A goods need is done in a minute: what is optional there waits behind "more".
  const [asked, later] = kind.life === 'supply' ? partition(kind.fields) : [kind.fields, []];
  return (
    <>
      <KindChoice kinds={ask.kinds} draft={draft} change={change} />
      <Card title={t(kind.life === 'supply' ? 'what.goods' : 'what.service')}>
        {kind.life === 'supply' ? (
          <>
            <LinesField
              organisation={draft.organisationId ?? undefined}
              lines={draft.lines}
              onChange={(lines) => change({ lines })}
            />
            <PasteBox draft={draft} onRead={change} />
          </>
        ) : null}
        <KindForm fields={asked} form={draft.form} onChange={(form) => change({ form })} />
      </Card>
      <Card>
        <WhenField
          key={draft.commandId}
          label={t('needed-by')}
          quick={['two-hours', 'tonight', 'noon']}
          value={draft.neededBy}
          onChange={(neededBy) => change({ neededBy })}
        />
        <PriorityField draft={draft} onChange={change} />
        <MoreFields draft={draft} change={change} fields={later} />
      </Card>
      <Duplicates found={duplicates} />
      <SendBar ask={ask} likelyRepeated={duplicates.length > 0} />
    </>
  );
}

type DraftProps = { draft: Draft; change: (part: Partial<Draft>) => void };

function KindChoice({ kinds, draft, change }: DraftProps & { kinds: Kind[] }) {
  const { t } = useTranslation('phone-ask');
  const say = useSay();
  return (
    <Field label={t('kind')}>
      <select value={draft.kind} onChange={(event) => change({ kind: event.target.value })}>
        {kinds.map(({ code, name }) => (
          <option key={code} value={code}>
            {say.text(name)}
          </option>
        ))}
      </select>
    </Field>
  );
}

function MoreFields({ draft, change, fields }: DraftProps & { fields: FormField[] }) {
  const { t } = useTranslation('phone-ask');
  return (
    <details className="more">
      <summary>
        {t('more')}
        {draft.description || draft.contact ? <span className="hint"> ({t('more-filled')})</span> : null}
      </summary>
      <Field label={t('description')}>
        <textarea
          rows={3}
          maxLength={2000}
          value={draft.description}
          onChange={(event) => change({ description: event.target.value })}
        />
      </Field>
      <Field label={t('contact')} hint={t('contact-hint')}>
        <input maxLength={200} value={draft.contact} onChange={(event) => change({ contact: event.target.value })} />
      </Field>
      <KindForm fields={fields} form={draft.form} onChange={(form) => change({ form })} />
    </details>
  );
}

type ForWhomProps = { organisations: Named[]; draft: Draft; choose: (id: string) => void };

/** One's own institution, one of several, or (whoever asks for a whole area) any of it. */
function ForWhom({ organisations, draft, choose }: ForWhomProps) {
  const own = organisations.find(({ id }) => id === draft.organisationId) ?? null;
  if (organisations.length > 0) {
    return <OrganisationSwitch organisations={organisations} chosen={own} choose={(id) => id && choose(id)} />;
  }
  return <AnyInstitution chosen={draft.organisationId} choose={choose} />;
}

function AnyInstitution({ chosen, choose }: { chosen: string | null; choose: (id: string) => void }) {
  const { t } = useTranslation('phone-ask');
  const institution = useQuery({
    queryKey: [...queryKeys.directory, 'one', chosen],
    queryFn: () => api.directory.getOrganisation({ id: chosen! }),
    enabled: chosen !== null,
  });
  return (
    <Card title={institution.data?.name ?? t('for.title')}>
      <SearchPicker<string>
        label={t(chosen ? 'for.other' : 'for.search')}
        placeholder={t('for.placeholder')}
        queryKey={(query) => queryKeys.organisations(query)}
        find={async (query) => {
          const { rows } = await api.directory.listOrganisations({ query, asks: 'true', limit: 8 });
          return rows.map(({ id, name, areaName }) => ({ key: id, label: name, hint: areaName, thing: id }));
        }}
        onPick={choose}
      />
    </Card>
  );
}

/** Sending, and what stands in its way: said here, with the way to the field at fault. */
function SendBar({ ask, likelyRepeated }: { ask: AskState; likelyRepeated: boolean }) {
  const { t } = useTranslation(['phone-ask', 'phone']);
  const say = useSay();
  const alert = useRef<HTMLParagraphElement>(null);
  const { fault, refusal } = ask;
  useEffect(() => {
    const field = fault && fieldAt(fault.at ?? 'priority-reason');
    if (field && (fault.at ?? fault.word === 'reason')) field.focus();
    else if (fault ?? refusal) alert.current?.scrollIntoView({ block: 'center' });
  }, [fault, refusal]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    void ask.submit();
  }
  const arrivedBefore = refusal?.reason === 'other-body-same-command';
  return (
    <form className="send-bar" onSubmit={submit}>
      {fault || refusal ? (
        <p className="error" role="alert" ref={alert}>
          {fault ? t(`fault.${fault.word}`, { label: fault.label ? say.text(fault.label) : '' }) : null}
          {refusal ? (arrivedBefore ? t('phone:unsent.arrived-before') : say.problem(refusal)) : null}
        </p>
      ) : null}
      <div className="send-row">
        <Button kind="main" type="submit" className="button-wide" busy={ask.busy}>
          {t(likelyRepeated ? 'send.anyway' : 'send')}
        </Button>
        {isUntouched(ask.draft) ? null : <Button onClick={ask.clear}>{t('clear')}</Button>}
      </div>
    </form>
  );
}

function fieldAt(at: string): HTMLElement | null {
  const named = CSS.escape(at);
  return (
    document.getElementById(`quantity-${at}`) ??
    document.querySelector<HTMLElement>(`[name="form-${named}"], [name="${named}"]`)
  );
}

function partition(fields: FormField[]): [FormField[], FormField[]] {
  return [fields.filter(({ required }) => required), fields.filter(({ required }) => !required)];
}
