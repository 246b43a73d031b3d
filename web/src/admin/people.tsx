import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { roles } from '@baogong/contract/roles';
import { api, problemOf } from '../shared/api.ts';
import { Failure } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useSay } from '../shared/use-say.ts';

/** People of the city and their posts. */
export function Screen() {
  const { t } = useTranslation('admin');
  const { text } = useSay();
  const people = useQuery({ queryKey: queryKeys.people, queryFn: () => api.identity.listPeople({ limit: 200 }) });
  if (people.isError) return <Failure problem={problemOf(people.error)} again={() => void people.refetch()} />;
  return (
    <>
      <header className="desk-head">
        <h1>{t('people.title')}</h1>
      </header>
      <Table
        size="middle"
        rowKey="id"
        loading={people.isPending}
        dataSource={people.data?.rows}
        pagination={false}
        columns={[
          { title: t('people.name'), dataIndex: 'name' },
          { title: t('people.account'), dataIndex: 'account' },
          {
            title: t('people.posts'),
            render: (_, person) =>
              person.posts
                .map((post) => `${text(roles[post.role])} ${post.organisationName ?? post.areaName ?? ''}`)
                .join(' · '),
          },
        ]}
      />
    </>
  );
}
