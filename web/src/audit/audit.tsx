import { useNavigate, useSearch } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import { api } from '../shared/api.ts';
import { Entry } from '../shared/desk/entry.tsx';
import { PagedTable } from '../shared/desk/paged-table.tsx';
import { usePages } from '../shared/desk/use-pages.ts';
import { clockText, momentText } from '../shared/format.ts';
import { Empty } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useLocale } from '../shared/use-say.ts';
import '../shared/desk/entry.css';
import './audit.css';

const pageSize = 100;
const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Who did what, newest first; of one subject when its id stands in the URL. */
export function Screen() {
  const { t } = useTranslation('audit');
  const search: { subject?: string } = useSearch({ strict: false });
  return (
    <div className="page-wide">
      <header className="desk-head">
        <h1>{t('title')}</h1>
      </header>
      <p className="secondary">{t('lead')}</p>
      <SubjectFilter key={search.subject} subject={search.subject ?? ''} />
      <Entries subject={search.subject} />
    </div>
  );
}

function useSubject(): (subject: string) => void {
  const navigate = useNavigate();
  return (subject) => void navigate({ to: paths.audit, search: subject ? { subject } : {} });
}

function SubjectFilter({ subject }: { subject: string }) {
  const { t } = useTranslation('audit');
  const [typed, setTyped] = useState(subject);
  const filter = useSubject();
  const wrong = typed !== '' && !idPattern.test(typed);
  function change(text: string): void {
    setTyped(text);
    if (text === '' || idPattern.test(text)) filter(text);
  }
  return (
    <search className="audit-filter">
      <Entry label={t('filter.subject')} hint={t('filter.subject-hint')} error={wrong ? t('filter.wrong') : null}>
        <Input allowClear maxLength={36} value={typed} onChange={(event) => change(event.target.value.trim())} />
      </Entry>
    </search>
  );
}

function Entries({ subject }: { subject: string | undefined }) {
  const { t } = useTranslation('audit');
  const pages = usePages([...queryKeys.audit, subject], async (before) => {
    const found = await api.changes.listAudit({ subject, before, limit: pageSize });
    return { rows: found, next: found.length === pageSize ? found.at(-1)!.id : null };
  });
  return (
    <PagedTable
      pages={pages}
      size="small"
      rowKey="id"
      minWidth={760}
      name={t('title')}
      empty={<Empty icon="shield" title={t(subject ? 'empty.filtered' : 'empty.none')} />}
      columns={[
        { title: t('column.at'), width: 150, className: 'numbers', render: (_, { at }) => <Moment at={at} /> },
        { title: t('column.by'), dataIndex: 'by', width: 160 },
        { title: t('column.fact'), width: 190, render: (_, { fact }) => <code>{fact}</code> },
        { title: t('column.subject'), width: 150, render: (_, { subjectId }) => <SubjectLink id={subjectId} /> },
        {
          title: t('column.details'),
          render: (_, { details, commandId }) => <Details details={details} commandId={commandId} />,
        },
      ]}
    />
  );
}

function Moment({ at }: { at: string }) {
  const locale = useLocale();
  const day = momentText(at, locale, 0)
    .replace(/\s*\d\d:\d\d$/, '')
    .replace(/,$/, '');
  return (
    <time dateTime={at}>
      {day} {clockText(Date.parse(at))}
    </time>
  );
}

function SubjectLink({ id }: { id: string | null }) {
  const { t } = useTranslation('audit');
  const filter = useSubject();
  if (!id) return null;
  return (
    <button type="button" className="link-button" aria-label={t('subject.only', { id })} onClick={() => filter(id)}>
      …{id.slice(-12)}
    </button>
  );
}

function Details({ details, commandId }: { details: Record<string, unknown>; commandId: string | null }) {
  const { t } = useTranslation('audit');
  if (Object.keys(details).length === 0 && !commandId) return null;
  return (
    <details>
      <summary>{t('details.show')}</summary>
      <pre className="audit-details">{JSON.stringify(details, null, 2)}</pre>
      {commandId ? <p className="hint">{t('details.command', { id: commandId })}</p> : null}
    </details>
  );
}
