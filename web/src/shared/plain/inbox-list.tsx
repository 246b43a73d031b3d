import { Link } from '@tanstack/react-router';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { messageTarget } from '../../paths.ts';
import { api, newCommandId, problemOf } from '../api.ts';
import { queryKeys } from '../query-keys.ts';
import { unreadQuery } from '../unread.ts';
import { useNow, useSay } from '../use-say.ts';
import { Icon } from './icon.tsx';
import { Button, Empty, Failure, Loading } from './plain.tsx';

/** My newest messages; opening one leads to what it is about, on the phone to the phone's own page of it. */
export function InboxList({ onPhone = false }: { onPhone?: boolean }) {
  const { t } = useTranslation('shared');
  const inbox = useQuery(unreadQuery);
  const client = useQueryClient();
  const say = useSay();
  const now = useNow();
  const read = useMutation({
    mutationFn: (ids?: string[]) => api.inbox.readMessages({ commandId: newCommandId(), ids }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.inbox }),
  });
  if (inbox.isPending) return <Loading />;
  if (inbox.isError) return <Failure problem={problemOf(inbox.error)} again={() => void inbox.refetch()} />;
  if (inbox.data.rows.length === 0) return <Empty icon="bell" title={t('inbox.empty')} />;
  return (
    <>
      <ul className="inbox-list">
        {inbox.data.rows.map((message) => (
          <li key={message.id} className={message.readAt ? 'inbox-read' : 'inbox-unread'}>
            <Icon name={message.urgent ? 'siren' : 'bell'} />
            <div>
              <MessageTitle
                title={message.title}
                target={messageTarget(message, onPhone)}
                onOpen={() => message.readAt ?? read.mutate([message.id])}
              />
              {message.readAt ? null : <span className="unseen">{t('inbox.unread')}</span>}
              <p>{message.text}</p>
              <p className="hint">{say.ago(message.createdAt, now)}</p>
            </div>
          </li>
        ))}
      </ul>
      {inbox.data.unread > 0 ? (
        <Button busy={read.isPending} onClick={() => read.mutate(undefined)}>
          {t('inbox.read-all')}
        </Button>
      ) : null}
    </>
  );
}

type TitleProps = { title: string; target: ReturnType<typeof messageTarget>; onOpen: () => void };

function MessageTitle({ title, target, onOpen }: TitleProps) {
  if (target === null) return <strong>{title}</strong>;
  return (
    <Link {...target} onClick={onOpen}>
      {title}
    </Link>
  );
}
