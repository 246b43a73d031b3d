import { policy, relationsOf, type Action } from '@baogong/contract/policy';
import { roles, type Role } from '@baogong/contract/roles';
import { Input } from 'antd';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../shared/plain/plain.tsx';
import { useSay } from '../../shared/use-say.ts';

type Group =
  | 'needs'
  | 'kinds'
  | 'supply'
  | 'deliveries'
  | 'directory'
  | 'catalogue'
  | 'people'
  | 'tokens'
  | 'inbox'
  | 'changes'
  | 'audit'
  | 'exercises';
const actions = Object.keys(policy) as Action[];
const everyRole = Object.keys(roles) as Role[];

/** The one policy table, action by role, as the server checks it. Searching narrows actions, or roles when a role is named. */
export function RightsMatrix() {
  const { t } = useTranslation('admin-rights');
  const [query, setQuery] = useState('');
  const { shownActions, shownRoles } = useFound(query);
  return (
    <>
      <p className="secondary">{t('lead')}</p>
      <p className="hint">{t('relation.explained')}</p>
      <search className="filters">
        <Input
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          maxLength={60}
          allowClear
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </search>
      {shownActions.length === 0 ? (
        <Empty icon="search" title={t('empty')} />
      ) : (
        <Matrix actions={shownActions} columns={shownRoles} />
      )}
    </>
  );
}

function useFound(query: string): { shownActions: Action[]; shownRoles: Role[] } {
  const { t } = useTranslation('admin-rights');
  const { text } = useSay();
  const wanted = query.trim().toLowerCase();
  const has = (words: string) => words.toLowerCase().includes(wanted);
  if (wanted === '') return { shownActions: actions, shownRoles: everyRole };
  const named = everyRole.filter((role) => has(role) || has(text(roles[role])));
  const found = actions.filter((action) => has(action) || has(t(`right.${action}`)));
  if (found.length > 0) return { shownActions: found, shownRoles: everyRole };
  const theirs = actions.filter((action) => named.some((role) => relationsOf(action, role).length > 0));
  return { shownActions: theirs, shownRoles: named };
}

function Matrix({ actions: rows, columns }: { actions: Action[]; columns: Role[] }) {
  const { t } = useTranslation('admin-rights');
  const { text } = useSay();
  const groups = [...new Set(rows.map(groupOf))];
  return (
    // Focusable, so that it scrolls by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="matrix-scroll" tabIndex={0} role="region" aria-label={t('table')}>
      <table className="matrix">
        <caption className="unseen">{t('table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column.action')}</th>
            {columns.map((role) => (
              <th key={role} scope="col">
                <span>{text(roles[role])}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <Fragment key={group}>
              <tr className="group">
                <th scope="rowgroup" colSpan={columns.length + 1}>
                  {t(`group.${group}`)}
                </th>
              </tr>
              {rows
                .filter((action) => groupOf(action) === group)
                .map((action) => (
                  <Row key={action} action={action} columns={columns} />
                ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ action, columns }: { action: Action; columns: Role[] }) {
  const { t } = useTranslation('admin-rights');
  return (
    <tr>
      <th scope="row">
        {t(`right.${action}`)}
        <code>{action}</code>
      </th>
      {columns.map((role) => (
        <td key={role}>
          <Relations action={action} role={role} />
        </td>
      ))}
    </tr>
  );
}

function Relations({ action, role }: { action: Action; role: Role }) {
  const { t } = useTranslation('admin-rights');
  const relations = relationsOf(action, role);
  if (relations.length === 0) return <span className="unseen">{t('relation.none')}</span>;
  return relations.map((relation) => (
    <span key={relation} className={`relation relation-${relation}`}>
      {t(`relation.${relation}`)}
    </span>
  ));
}

function groupOf(action: Action): Group {
  return action.split('.')[0] as Group;
}
