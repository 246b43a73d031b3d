import type { Kind } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { kindPath, paths } from '../../paths.ts';
import { api, problemOf } from '../../shared/api.ts';
import { useSave } from '../../shared/desk/use-save.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { Chip, Failure } from '../../shared/plain/plain.tsx';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';
import '../../shared/desk/entry.css';
import './kinds.css';

/** All kinds of need: shipped and own, with their version; retired ones last. */
export function Screen() {
  const { t } = useTranslation('admin-kinds');
  const { text } = useSay();
  const kinds = useQuery({ queryKey: queryKeys.kinds, queryFn: () => api.kinds.listKinds() });
  if (kinds.isError) return <Failure problem={problemOf(kinds.error)} again={() => void kinds.refetch()} />;
  const rows = (kinds.data ?? []).toSorted((one, other) => Number(one.retired) - Number(other.retired));
  return (
    <div className="page-wide">
      <header className="desk-head">
        <h1>{t('title')}</h1>
        <Link className="button button-main" to={paths.newKind}>
          <Icon name="plus" size={16} /> {t('add')}
        </Link>
      </header>
      <p className="secondary">{t('lead')}</p>
      <Table
        size="middle"
        rowKey="code"
        loading={kinds.isPending}
        dataSource={rows}
        pagination={false}
        scroll={{ x: 860 }}
        columns={[
          { title: t('column.name'), render: (_, kind) => <NameCell kind={kind} /> },
          { title: t('column.life'), width: 230, render: (_, { life }) => t(`life.${life}`) },
          { title: t('column.desk'), width: 110, render: (_, { desk }) => t(`desk.${desk}`) },
          { title: t('column.version'), width: 110, render: (_, { version }) => t('version', { version }) },
          {
            title: t('column.action'),
            width: 290,
            render: (_, kind) => <Actions kind={kind} name={text(kind.name)} />,
          },
        ]}
      />
    </div>
  );
}

function NameCell({ kind }: { kind: Kind }) {
  const { t } = useTranslation('admin-kinds');
  const { text } = useSay();
  return (
    <>
      <Link to={kindPath(kind.code)}>{text(kind.name)}</Link>{' '}
      <Chip tone={kind.shipped ? 'quiet' : 'info'}>{t(kind.shipped ? 'shipped' : 'own')}</Chip>{' '}
      {kind.retired ? (
        <Chip tone="warning" icon="slash">
          {t('retired')}
        </Chip>
      ) : null}
      {kind.description ? <div className="hint">{text(kind.description)}</div> : null}
    </>
  );
}

function Actions({ kind, name }: { kind: Kind; name: string }) {
  const { t } = useTranslation('admin-kinds');
  const say = useSay();
  const { save, busy, problem } = useSave({
    run: (commandId, retired: boolean) => api.kinds.retireKind({ commandId, code: kind.code, retired }),
    stale: [queryKeys.kinds],
    done: ({ retired }) => showToast({ text: t(retired ? 'retire.done' : 'restore.done', { name }) }),
  });
  const retireWord = t(kind.retired ? 'restore' : 'retire');
  const named = (action: string) => t('action.of', { action, name });
  return (
    <div className="entries-row">
      <Link className="kind-link" to={kindPath(kind.code)} aria-label={named(t('edit'))}>
        {t('edit')}
      </Link>
      <Link className="kind-link" to={paths.newKind} search={{ from: kind.code }} aria-label={named(t('copy'))}>
        {t('copy')}
      </Link>
      <Button size="small" loading={busy} aria-label={named(retireWord)} onClick={() => save(!kind.retired)}>
        {retireWord}
      </Button>
      {problem ? (
        <span className="error" role="alert">
          {say.problem(problem)}
        </span>
      ) : null}
    </div>
  );
}
