import { useNavigate, useSearch } from '@tanstack/react-router';
import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { holdsRight, useMe } from '../../shared/session.ts';
import { RightsMatrix } from '../rights/rights-matrix.tsx';
import { Tokens } from '../tokens/tokens.tsx';
import { PeopleList } from './people-list.tsx';
import '../../shared/desk/entry.css';
import './people.css';

/** People and posts, API tokens, and who may do what. The open tab stands in the URL. */
export function Screen() {
  const { t } = useTranslation('admin-people');
  const { me } = useMe();
  const navigate = useNavigate();
  const search: { tab?: string } = useSearch({ strict: false });
  const tabs = [
    { key: 'people', label: t('tab.people'), children: <PeopleList /> },
    ...(me && holdsRight(me, 'tokens.read') ? [{ key: 'tokens', label: t('tab.tokens'), children: <Tokens /> }] : []),
    { key: 'rights', label: t('tab.rights'), children: <RightsMatrix /> },
  ];
  return (
    <div className="page-wide">
      <header className="desk-head">
        <h1>{t('title')}</h1>
      </header>
      <Tabs
        items={tabs}
        destroyOnHidden
        activeKey={tabs.some(({ key }) => key === search.tab) ? search.tab : 'people'}
        onChange={(tab) => void navigate({ to: paths.people, search: tab === 'people' ? {} : { tab }, replace: true })}
      />
    </div>
  );
}
