import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Badge, Dropdown, Popover } from 'antd';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { roles } from '@baogong/contract/roles';
import { paths } from '../../paths.ts';
import { Icon } from '../plain/icon.tsx';
import { InboxList } from '../plain/inbox-list.tsx';
import { useMe, useSignOut } from '../session.ts';
import { unreadQuery } from '../unread.ts';
import { useSay } from '../use-say.ts';

/** Finds needs by number, institution, item: opens the queue with the words as its filter. `/` jumps here. */
export function SearchBox() {
  const { t } = useTranslation('shared');
  const search: { query?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  function submit(event: FormEvent): void {
    event.preventDefault();
    const words = field.current?.value.trim();
    void navigate({ to: paths.triage, search: words ? { query: words } : {} });
  }
  return (
    <search className="desk-search">
      <form onSubmit={submit}>
        <Icon name="search" size={16} />
        <input
          key={search.query}
          ref={field}
          id="desk-search"
          type="search"
          maxLength={100}
          aria-label={t('app.search')}
          placeholder={t('app.search')}
          defaultValue={search.query}
        />
        <kbd aria-hidden="true">/</kbd>
      </form>
    </search>
  );
}

export function InboxBell() {
  const { t } = useTranslation('shared');
  const [open, setOpen] = useState(false);
  const unread = useQuery(unreadQuery).data?.unread ?? 0;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      title={t('inbox.title')}
      content={
        <div className="desk-inbox">
          <InboxList />
        </div>
      }
    >
      <button type="button" className="desk-tool" aria-label={t('inbox.bell', { unread })} aria-expanded={open}>
        <Badge count={unread} size="small" overflowCount={99}>
          <Icon name="bell" size={20} />
        </Badge>
      </button>
    </Popover>
  );
}

export function PersonMenu() {
  const { t } = useTranslation('shared');
  const { me } = useMe();
  const signOut = useSignOut();
  const { text } = useSay();
  if (!me) return null;
  const posts = me.posts.map((post) => ({
    key: post.id,
    disabled: true,
    label: `${text(roles[post.role])} · ${post.organisationName ?? post.areaName ?? ''}`,
  }));
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [...posts, { type: 'divider' }, { key: 'sign-out', label: t('app.sign-out') }],
        onClick: ({ key }) => (key === 'sign-out' ? void signOut() : undefined),
      }}
    >
      <button type="button" className="desk-tool" aria-label={t('app.person', { name: me.name })} aria-haspopup="menu">
        <Icon name="person" size={20} />
        <span className="desk-person">{me.name}</span>
      </button>
    </Dropdown>
  );
}
