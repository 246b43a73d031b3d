import type { Message } from '@baogong/contract';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { messageTarget } from '../paths.ts';
import { Icon } from '../shared/plain/icon.tsx';
import { Chip } from '../shared/plain/plain.tsx';
import { useNow, useSay } from '../shared/use-say.ts';

type RowProps = { message: Message; current: boolean; onOpen: () => void; onRead: () => void };

/** One message; the current one takes the focus, so that the keyboard and a screen reader are where the eye is. */
export function MessageRow({ message, current, onOpen, onRead }: RowProps) {
  const { t } = useTranslation('inbox');
  const say = useSay();
  const now = useNow();
  const target = messageTarget(message);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) row.current?.focus();
  }, [current]);
  return (
    <li ref={row} tabIndex={-1} className={`message ${message.readAt ? '' : 'message-unread'}`}>
      <Icon name={message.urgent ? 'siren' : 'bell'} />
      <div className="message-body">
        {target ? (
          <Link {...target} onClick={onOpen}>
            {message.title}
          </Link>
        ) : (
          <strong>{message.title}</strong>
        )}{' '}
        {message.urgent ? <Chip tone="danger">{t('urgent')}</Chip> : null}
        {message.readAt ? null : <Chip tone="info">{t('unread')}</Chip>}
        <p>{message.text}</p>
        <p className="hint">{say.ago(message.createdAt, now)}</p>
      </div>
      {message.readAt ? null : (
        <Button size="small" aria-label={`${t('read.one')}: ${message.title}`} onClick={onRead}>
          {t('read.one')}
        </Button>
      )}
    </li>
  );
}
