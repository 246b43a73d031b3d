import type { HistoryEntry, Need } from '@baogong/contract';
import { needActions, type NeedAction, type NeedStatusCode } from '@baogong/contract/life';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { Card } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useCommandId } from '../../shared/use-command-id.ts';
import { useNow, useSay } from '../../shared/use-say.ts';

/** Who did what and when, newest first, with the words that were said; comments are part of it. */
export function Timeline({ need }: { need: Need }) {
  const { t } = useTranslation('needs-page');
  const entries = need.history.toSorted((one, other) => other.version - one.version);
  const mayComment = need.actions.some(({ action, blocked }) => action === 'comment' && blocked === null);
  return (
    <Card title={t('history.title')}>
      {mayComment ? <CommentForm need={need} /> : null}
      <ol className="timeline">
        {entries.map((entry) => (
          <Entry key={`${entry.version} ${entry.action}`} entry={entry} />
        ))}
      </ol>
    </Card>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation(['needs-page', 'shared']);
  const say = useSay();
  const now = useNow();
  const status = (code: string) => t(`shared:status.${code as NeedStatusCode}`);
  const moved = entry.from !== entry.to && entry.from !== 'none';
  const late = Date.parse(entry.recordedAt) - Date.parse(entry.happenedAt) > 60_000;
  return (
    <li>
      <strong>{t(`shared:action.${isAction(entry.action) ? entry.action : 'undo'}`)}</strong>
      {moved ? (
        <span className="secondary"> {t('history.step', { from: status(entry.from), to: status(entry.to) })}</span>
      ) : null}
      <div className="hint">
        {entry.by || t('history.system')}
        {entry.onBehalf ? ` (${t('history.behalf')})` : ''} · {say.moment(entry.happenedAt, now)} ·{' '}
        {say.ago(entry.happenedAt, now)}
        {late ? ` · ${t('history.recorded', { at: say.moment(entry.recordedAt, now) })}` : ''}
      </div>
      {saidIn(entry) ? <p className="said">{saidIn(entry)}</p> : null}
    </li>
  );
}

function isAction(code: string): code is NeedAction {
  return code in needActions;
}

/** The words of an entry: a comment, a reason, a note. */
function saidIn({ details }: HistoryEntry): string | null {
  const said = [details.text, details.reason, details.note].filter(
    (words): words is string => typeof words === 'string' && words !== '',
  );
  return said.length > 0 ? said.join('\n') : null;
}

function CommentForm({ need }: { need: Need }) {
  const { t } = useTranslation('needs-page');
  const say = useSay();
  const client = useQueryClient();
  const field = useId();
  const [text, setText] = useState('');
  const commandIdOf = useCommandId();
  const comment = useMutation({
    mutationFn: () => api.needs.commentNeed({ commandId: commandIdOf(text), id: need.id, text: text.trim() }),
    onSuccess: (answer) => {
      client.setQueryData(queryKeys.need(need.id), answer);
      setText('');
    },
  });
  return (
    <form className="comment-form" onSubmit={(event) => (event.preventDefault(), comment.mutate())}>
      <label htmlFor={field}>{t('comments.label')}</label>
      <Input.TextArea
        id={field}
        maxLength={2000}
        autoSize={{ minRows: 1, maxRows: 6 }}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {comment.error ? (
        <p className="error" role="alert">
          {say.problem(problemOf(comment.error))}
        </p>
      ) : null}
      {text.trim().length > 1 ? (
        <Button htmlType="submit" type="primary" loading={comment.isPending}>
          {t('comments.send')}
        </Button>
      ) : null}
      <span />
    </form>
  );
}
