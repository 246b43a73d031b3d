import type { Person } from '@baogong/contract';
import { roles } from '@baogong/contract/roles';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { PagedTable } from '../../shared/desk/paged-table.tsx';
import { usePages } from '../../shared/desk/use-pages.ts';
import { useSave } from '../../shared/desk/use-save.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { Chip, Empty } from '../../shared/plain/plain.tsx';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMay } from '../../shared/session.ts';
import { useSay } from '../../shared/use-say.ts';
import { useSettled } from '../../shared/use-settled.ts';
import { PasswordDialog } from './password-dialog.tsx';
import { PersonDialog } from './person-dialog.tsx';

type Open = { what: 'add' } | { what: 'edit' | 'password'; person: Person } | null;

/** All people with their posts; administrators add, change, deactivate, and set passwords. */
export function PeopleList() {
  const { t } = useTranslation('admin-people');
  const may = useMay();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <>
      <search className="filters">
        <Input
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          maxLength={100}
          allowClear
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {may('people.write') ? (
          <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setOpen({ what: 'add' })}>
            {t('add')}
          </Button>
        ) : null}
      </search>
      <PeopleTable typed={typed} onOpen={may('people.write') ? setOpen : null} />
      {open?.what === 'add' ? <PersonDialog person={null} onClose={close} /> : null}
      {open?.what === 'edit' ? <PersonDialog person={open.person} onClose={close} /> : null}
      {open?.what === 'password' ? <PasswordDialog person={open.person} onClose={close} /> : null}
    </>
  );
}

function PeopleTable({ typed, onOpen }: { typed: string; onOpen: ((open: Open) => void) | null }) {
  const { t } = useTranslation('admin-people');
  const query = useSettled(typed.trim(), 200) || undefined;
  const pages = usePages([...queryKeys.people, 'list', query], (after) =>
    api.identity.listPeople({ query, after, limit: 50 }),
  );
  const actions = {
    title: t('column.action'),
    width: 270,
    render: (_: unknown, person: Person) => <Actions person={person} onOpen={onOpen!} />,
  };
  return (
    <PagedTable
      pages={pages}
      rowKey="id"
      minWidth={800}
      name={t('title')}
      empty={<Empty icon="people" title={t(query ? 'empty.filtered' : 'empty.none')} />}
      columns={[
        { title: t('column.name'), width: 170, render: (_, person) => <NameCell person={person} /> },
        { title: t('column.account'), dataIndex: 'account', width: 150 },
        { title: t('column.phone'), dataIndex: 'phone', width: 140, className: 'numbers' },
        { title: t('column.posts'), render: (_, person) => <Posts person={person} /> },
        ...(onOpen ? [actions] : []),
      ]}
    />
  );
}

function NameCell({ person }: { person: Person }) {
  const { t } = useTranslation('admin-people');
  return (
    <>
      <strong>{person.name}</strong> {person.active ? null : <Chip icon="slash">{t('inactive')}</Chip>}
    </>
  );
}

function Posts({ person }: { person: Person }) {
  const { text } = useSay();
  return (
    <ul className="person-posts">
      {person.posts.map((post) => (
        <li key={post.id}>
          {text(roles[post.role])} <span className="secondary">{post.organisationName ?? post.areaName ?? ''}</span>
        </li>
      ))}
    </ul>
  );
}

function Actions({ person, onOpen }: { person: Person; onOpen: (open: Open) => void }) {
  const { t } = useTranslation('admin-people');
  const named = (action: string) => t('action.of', { action, name: person.name });
  return (
    <div className="entries-row">
      <Button size="small" aria-label={named(t('action.edit'))} onClick={() => onOpen({ what: 'edit', person })}>
        {t('action.edit')}
      </Button>
      <Button
        size="small"
        aria-label={named(t('action.password'))}
        onClick={() => onOpen({ what: 'password', person })}
      >
        {t('action.password')}
      </Button>
      <ActiveButton person={person} label={named} />
    </div>
  );
}

/** Deactivates after asking, activates at once. A refusal (the last administrator) is said in a toast. */
function ActiveButton({ person, label }: { person: Person; label: (action: string) => string }) {
  const { t } = useTranslation('admin-people');
  const say = useSay();
  const [asking, setAsking] = useState(false);
  const { save, busy, problem, forget } = useSave({
    run: (commandId, active: boolean) => api.identity.revisePerson({ commandId, id: person.id, active }),
    stale: [queryKeys.people],
    done: () => {
      setAsking(false);
      showToast({ text: t('saved', { name: person.name }) });
    },
  });
  const action = t(person.active ? 'action.deactivate' : 'action.activate');
  return (
    <>
      <Button
        size="small"
        danger={person.active}
        loading={busy && !asking}
        aria-label={label(action)}
        onClick={() => (person.active ? setAsking(true) : save(true))}
      >
        {action}
      </Button>
      <Modal
        open={asking}
        title={t('deactivate.title', { name: person.name })}
        okText={t('action.deactivate')}
        okButtonProps={{ danger: true }}
        confirmLoading={busy}
        onOk={() => save(false)}
        onCancel={() => (setAsking(false), forget())}
      >
        <p>{t('deactivate.text')}</p>
        {problem ? (
          <p className="error" role="alert">
            {say.problem(problem)}
          </p>
        ) : null}
      </Modal>
    </>
  );
}
