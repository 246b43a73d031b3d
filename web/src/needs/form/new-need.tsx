import type { Kind, NeedSummary, Priority } from '@baogong/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Input, Select } from 'antd';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { needPath } from '../../paths.ts';
import { api, problemOf } from '../../shared/api.ts';
import { Card } from '../../shared/plain/plain.tsx';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMe } from '../../shared/session.ts';
import { useCommandId } from '../../shared/use-command-id.ts';
import { useCtrlEnter } from '../../shared/use-ctrl-enter.ts';
import { useSay } from '../../shared/use-say.ts';
import { blankLine, faultInLines, lineInputs, missingField, type DraftLine } from './draft.ts';
import { KindFields } from './kind-fields.tsx';
import { LikelyDuplicates } from './likely-duplicates.tsx';
import { LinesEditor } from './lines-editor.tsx';
import { OrganisationSelect } from './organisation-select.tsx';
import { PasteBox } from './paste-box.tsx';
import { PriorityFields, WhenFields } from './urgency-fields.tsx';
import './form.css';

export type NeedDraft = {
  organisation: { id: string; name: string } | null;
  kind: string;
  lines: DraftLine[];
  form: Record<string, unknown>;
  priority: Priority;
  priorityReason: string;
  neededBy: string | null;
  runsDryAt: string | null;
  description: string;
  contact: string;
  fromText: boolean;
};

function blankDraft(): NeedDraft {
  return {
    organisation: null,
    kind: 'goods',
    lines: [blankLine()],
    form: {},
    priority: 'normal',
    priorityReason: '',
    neededBy: null,
    runsDryAt: null,
    description: '',
    contact: '',
    fromText: false,
  };
}

/** Filing a need for an institution: choose it, name items or paste the text, send. Ctrl+Enter sends. */
export function Screen() {
  const { t } = useTranslation('needs-form');
  const own = useOwnOrganisation();
  const [draft, setDraft] = useState<NeedDraft>(() => ({ ...blankDraft(), organisation: own }));
  const [fault, setFault] = useState<string | null>(null);
  const set = (change: Partial<NeedDraft>) => setDraft((before) => ({ ...before, ...change }));
  const kinds = useQuery({ queryKey: queryKeys.kinds, queryFn: () => api.kinds.listKinds(), staleTime: 300_000 });
  const kind = kinds.data?.find(({ code }) => code === draft.kind);
  // Goods are asked for in a hurry: their optional fields wait below. A service is described by its fields.
  const fields = kind?.fields ?? [];
  const asked = fields.filter(({ required }) => required || kind?.life !== 'supply');
  const aside = fields.filter((field) => !asked.includes(field));
  const faultOf = useFault();
  const collect = useCollect();
  const say = useSay();
  function submit(event?: FormEvent): void {
    event?.preventDefault();
    if (collect.isPending) return;
    const found = faultOf(draft, kind);
    setFault(found);
    if (!found) collect.mutate(draft);
  }
  useCtrlEnter(submit);
  const problem = fault ?? (collect.error ? say.problem(problemOf(collect.error)) : null);
  return (
    <form onSubmit={submit}>
      <header className="desk-head">
        <h1>{t('title')}</h1>
      </header>
      <div className="new-need">
        <div className="new-need-main">
          <WhoAndKind draft={draft} set={set} kinds={kinds.data ?? []} />
          {kind?.life === 'supply' ? (
            <Card title={t('lines.title')}>
              <LinesEditor lines={draft.lines} onChange={(lines) => set({ lines })} />
            </Card>
          ) : null}
          {asked.length > 0 ? (
            <Card title={kind && say.text(kind.name)}>
              <KindFields fields={asked} form={draft.form} onChange={(form) => set({ form })} />
            </Card>
          ) : null}
          <Card>
            <WhenFields draft={draft} set={set} withDry={kind?.life === 'supply'} />
            <PriorityFields draft={draft} set={set} />
            <MoreFields draft={draft} set={set}>
              <KindFields fields={aside} form={draft.form} onChange={(form) => set({ form })} />
            </MoreFields>
          </Card>
          <div className="new-need-foot">
            <Button type="primary" size="large" htmlType="submit" loading={collect.isPending}>
              {t('submit')}
            </Button>
            <kbd>Ctrl + Enter</kbd>
            {problem ? <Alert type="error" showIcon role="alert" title={problem} /> : null}
          </div>
        </div>
        <div className="new-need-side">
          <PasteBox draft={draft} set={set} />
          <LikelyDuplicates draft={draft} />
        </div>
      </div>
    </form>
  );
}

export type DraftPart = { draft: NeedDraft; set: (change: Partial<NeedDraft>) => void };

function WhoAndKind({ draft, set, kinds }: DraftPart & { kinds: Kind[] }) {
  const { t } = useTranslation('needs-form');
  const { text } = useSay();
  const usable = kinds.filter(({ retired }) => !retired);
  return (
    <Card>
      <div className="entry-two">
        <div className="entry">
          <label htmlFor="organisation">{t('who.label')}</label>
          <OrganisationSelect
            id="organisation"
            value={draft.organisation}
            onChange={(organisation) => set({ organisation })}
          />
        </div>
        <div className="entry">
          <label htmlFor="kind">{t('kind.label')}</label>
          <Select
            id="kind"
            showSearch={{ optionFilterProp: 'label' }}
            value={draft.kind}
            onChange={(kind) => set({ kind, form: {} })}
            options={usable.map(({ code, name }) => ({ value: code, label: text(name) }))}
          />
        </div>
      </div>
    </Card>
  );
}

function MoreFields({ draft, set, children }: DraftPart & { children: ReactNode }) {
  const { t } = useTranslation('needs-form');
  return (
    <details>
      <summary>{t('more.title')}</summary>
      {children}
      <div className="entry">
        <label htmlFor="description">{t('more.description')}</label>
        <Input.TextArea
          id="description"
          maxLength={2000}
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={draft.description}
          onChange={(event) => set({ description: event.target.value })}
        />
      </div>
      <div className="entry">
        <label htmlFor="contact">{t('more.contact')}</label>
        <Input
          id="contact"
          maxLength={200}
          value={draft.contact}
          onChange={(event) => set({ contact: event.target.value })}
        />
      </div>
    </details>
  );
}

/** An officer or institution files for its own organisation unless it says otherwise. */
function useOwnOrganisation(): NeedDraft['organisation'] {
  const { me } = useMe();
  const own = me?.posts.filter(({ organisationId }) => organisationId !== null) ?? [];
  const [post] = own;
  return own.length === 1 && post?.organisationId
    ? { id: post.organisationId, name: post.organisationName ?? '' }
    : null;
}

/** What is missing before the server is asked, in words; null when nothing is. */
function useFault(): (draft: NeedDraft, kind: Kind | undefined) => string | null {
  const { t } = useTranslation('needs-form');
  const { text } = useSay();
  return (draft, kind) => {
    if (!draft.organisation) return t('who.missing');
    const lineFault = kind?.life === 'supply' ? faultInLines(draft.lines) : null;
    if (lineFault) return t(`lines.${lineFault.fault}`, { row: lineFault.row });
    const field = kind ? missingField(kind, draft.form) : null;
    return field ? t('field.missing', { label: text(field.label) }) : null;
  };
}

function useCollect() {
  const { t } = useTranslation('needs-form');
  const { me } = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const commandIdOf = useCommandId();
  const isOfficer = me?.posts.some(({ role }) => role === 'officer');
  const isHotline = me?.posts.some(({ role }) => role === 'hotline-desk');
  return useMutation({
    mutationFn: (draft: NeedDraft): Promise<NeedSummary> => {
      const channel = draft.fromText ? 'text' : isOfficer ? 'officer' : isHotline ? 'hotline' : 'screen';
      const body = { ...inputOf(draft), channel } as const;
      return api.needs.collectNeed({ commandId: commandIdOf(body), ...body });
    },
    onSuccess: (need) => {
      showToast({ text: t('submit.done', { number: need.number }) });
      void client.invalidateQueries({ queryKey: queryKeys.needLists });
      void navigate({ to: needPath(need.id) });
    },
  });
}

function inputOf(draft: NeedDraft) {
  const { kind, form, priority, neededBy, runsDryAt } = draft;
  return {
    kind,
    organisationId: draft.organisation!.id,
    lines: lineInputs(draft.lines),
    form,
    priority,
    priorityReason: draft.priorityReason.trim() || null,
    neededBy,
    runsDryAt,
    description: draft.description.trim() || null,
    contact: draft.contact.trim() || null,
  };
}
