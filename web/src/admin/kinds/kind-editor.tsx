import type { Kind } from '@baogong/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { kindPath, paths } from '../../paths.ts';
import { api } from '../../shared/api.ts';
import { ProblemAlert } from '../../shared/desk/problem-alert.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { Chip } from '../../shared/plain/plain.tsx';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useCtrlEnter } from '../../shared/use-ctrl-enter.ts';
import { useSay } from '../../shared/use-say.ts';
import { ClosingCard } from './closing-card.tsx';
import { FieldsCard } from './fields-card.tsx';
import { GeneralCard } from './general-card.tsx';
import { definitionOf, draftOf, type KindDraft } from './kind-draft.ts';
import { LimitsCard } from './limits-card.tsx';
import { Preview } from './preview.tsx';

type EditorProps = { kind: Kind | null; copy: boolean; usualReasons?: Kind['closing']['reasons'] };

/** Edits a kind beside a preview of its form. Saving publishes a version; refusals stand at their fields. */
export function KindEditor({ kind, copy, usualReasons }: EditorProps) {
  const { t } = useTranslation('admin-kinds');
  const say = useSay();
  const [draft, setDraft] = useState(() => draftOf(kind, copy, usualReasons));
  const isNew = kind === null || copy;
  const { save, busy, problem, faultAt } = useSaveKind(isNew ? null : kind);
  const part = {
    draft,
    set: (change: Partial<KindDraft>) => setDraft((before) => ({ ...before, ...change })),
    faultAt: (field: string) => faultAt(field === 'code' ? field : `definition.${field}`),
  };
  const submit = (event?: FormEvent) => (event?.preventDefault(), busy ? undefined : save(draft));
  useCtrlEnter(submit);
  return (
    <form onSubmit={submit}>
      <header className="desk-head">
        <h1>{isNew ? t('editor.new') : t('editor.edit', { name: say.text(kind.name) })}</h1>
        {isNew ? null : <Chip tone={kind.shipped ? 'quiet' : 'info'}>{t(kind.shipped ? 'shipped' : 'own')}</Chip>}
        {isNew ? null : <span className="secondary">{t('version', { version: kind.version })}</span>}
        <Link to={paths.kinds}>{t('editor.back')}</Link>
      </header>
      <div className="kind-editor">
        <div className="kind-form">
          <GeneralCard {...part} isNew={isNew} />
          <FieldsCard {...part} />
          <LimitsCard {...part} />
          <ClosingCard {...part} />
          <div className="kind-foot">
            <ProblemAlert problem={problem} />
            <Button type="primary" size="large" htmlType="submit" loading={busy}>
              {isNew ? t('save.first') : t('save', { version: kind.version + 1 })}
            </Button>
            <span className="hint">{t('save.note')}</span>
          </div>
        </div>
        <Preview draft={draft} />
      </div>
    </form>
  );
}

function useSaveKind(kind: Kind | null) {
  const { t } = useTranslation('admin-kinds');
  const { text } = useSay();
  const navigate = useNavigate();
  return useSave({
    run: (commandId, draft: KindDraft) => {
      const definition = definitionOf(draft);
      return kind
        ? api.kinds.reviseKind({ commandId, code: kind.code, version: kind.version, definition })
        : api.kinds.createKind({ commandId, code: draft.code.trim(), definition });
    },
    stale: [queryKeys.kinds],
    done: (saved) => {
      showToast({ text: t('saved', { name: text(saved.name), version: saved.version }) });
      if (!kind) void navigate({ to: kindPath(saved.code), replace: true });
    },
  });
}
