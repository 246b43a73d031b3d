import type { Message } from '@baogong/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { messageTarget } from '../paths.ts';
import { api, newCommandId, problemOf } from '../shared/api.ts';
import { MoreRows } from '../shared/desk/more-rows.tsx';
import { usePages } from '../shared/desk/use-pages.ts';
import { showToast } from '../shared/plain/toasts.tsx';
import { Empty, Failure, Loading } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { unreadQuery } from '../shared/unread.ts';
import { useSay } from '../shared/use-say.ts';
import { MessageRow } from './message-row.tsx';
import { useMessageKeys } from './use-message-keys.ts';
import '../shared/desk/entry.css';
import './inbox.css';

type Show = 'unread' | 'all';

/** My messages, unread first; opening one marks it read and leads to its need. J, K, Enter and E work anywhere on the page. */
export function Screen() {
  const { t } = useTranslation('inbox');
  const [show, setShow] = useState<Show>('unread');
  const unread = useQuery(unreadQuery).data?.unread ?? 0;
  const { read, busy } = useReading();
  return (
    <div className="page-narrow">
      <header className="desk-head">
        <h1>{t('title')}</h1>
        <Segmented
          aria-label={t('filter.label')}
          value={show}
          onChange={setShow}
          options={[
            { value: 'unread', label: t('filter.unread', { count: unread }) },
            { value: 'all', label: t('filter.all') },
          ]}
        />
        <Button disabled={unread === 0} loading={busy} onClick={() => read(undefined)}>
          {t('read.all')}
        </Button>
      </header>
      <p className="hint">{t('keys')}</p>
      <Messages show={show} read={read} />
    </div>
  );
}

function Messages({ show, read }: { show: Show; read: (ids: string[] | undefined) => void }) {
  const { t } = useTranslation('inbox');
  const navigate = useNavigate();
  const { query: list, rows } = usePages([...queryKeys.inbox, 'list', show], (after) =>
    api.inbox.listMessages({ unread: show === 'unread' ? 'true' : undefined, after, limit: 50 }),
  );
  function open(message: Message): void {
    if (!message.readAt) read([message.id]);
    const target = messageTarget(message);
    if (target) void navigate(target);
  }
  const current = useMessageKeys(rows, open, (message) => read([message.id]));
  if (list.isPending) return <Loading rows={6} />;
  if (list.isError) return <Failure problem={problemOf(list.error)} again={() => void list.refetch()} />;
  if (rows.length === 0) return <Empty icon="bell" title={t(`empty.${show}`)} />;
  return (
    <>
      <ul className="messages" aria-label={t('list')}>
        {rows.map((message) => (
          <MessageRow
            key={message.id}
            message={message}
            current={message.id === current}
            onOpen={() => open(message)}
            onRead={() => read([message.id])}
          />
        ))}
      </ul>
      <MoreRows query={list} />
    </>
  );
}

/** Marks messages as read; all when no ids are named. */
function useReading() {
  const client = useQueryClient();
  const say = useSay();
  const reading = useMutation({
    mutationFn: (ids: string[] | undefined) => api.inbox.readMessages({ commandId: newCommandId(), ids }),
    onError: (error) => showToast({ text: say.problem(problemOf(error)), tone: 'danger' }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.inbox }),
  });
  return { read: reading.mutate, busy: reading.isPending };
}
