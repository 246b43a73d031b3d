import type { ApiToken } from '@baogong/contract';
import { roles } from '@baogong/contract/roles';
import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { useSave } from '../../shared/desk/use-save.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { Chip, Empty, Failure, Loading } from '../../shared/plain/plain.tsx';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMay } from '../../shared/session.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { BoundTo } from './bound-to.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { TokenDialog } from './token-dialog.tsx';

/** API tokens: made, shown once, revoked. */
export function Tokens() {
  const { t } = useTranslation('admin-tokens');
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const tokens = useQuery({ queryKey: queryKeys.tokens, queryFn: () => api.identity.listTokens() });
  if (tokens.isPending) return <Loading rows={4} />;
  if (tokens.isError) return <Failure problem={problemOf(tokens.error)} again={() => void tokens.refetch()} />;
  return (
    <>
      <div className="filters">
        <p className="secondary tokens-lead">{t('lead')}</p>
        {may('tokens.write') ? (
          <Button type="primary" icon={<Icon name="key" size={16} />} onClick={() => setAdding(true)}>
            {t('add')}
          </Button>
        ) : null}
      </div>
      <TokenTable tokens={tokens.data} />
      {adding ? <TokenDialog onClose={() => setAdding(false)} onMade={setSecret} /> : null}
      {secret ? <SecretDialog secret={secret} onClose={() => setSecret(null)} /> : null}
    </>
  );
}

function TokenTable({ tokens }: { tokens: ApiToken[] }) {
  const { t } = useTranslation('admin-tokens');
  const say = useSay();
  const now = useNow(60_000);
  return (
    <Table
      size="middle"
      rowKey="id"
      dataSource={tokens}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 860 }}
      locale={{ emptyText: <Empty icon="key" title={t('empty')} /> }}
      columns={[
        {
          title: t('column.name'),
          render: (_, token) => (
            <>
              <strong>{token.name}</strong> <code className="hint">{token.prefix}…</code>
            </>
          ),
        },
        { title: t('column.role'), width: 150, render: (_, { role }) => say.text(roles[role]) },
        { title: t('column.bound'), width: 200, render: (_, token) => <BoundTo token={token} /> },
        { title: t('column.expires'), width: 190, render: (_, token) => <Standing token={token} now={now} /> },
        {
          title: t('column.used'),
          width: 130,
          render: (_, { lastUsedAt }) => (lastUsedAt ? say.ago(lastUsedAt, now) : t('used.never')),
        },
        {
          title: t('column.action'),
          width: 100,
          render: (_, token) => (token.revokedAt ? null : <RevokeButton token={token} />),
        },
      ]}
    />
  );
}

function Standing({ token, now }: { token: ApiToken; now: number }) {
  const { t } = useTranslation('admin-tokens');
  const say = useSay();
  if (token.revokedAt) return <Chip icon="slash">{t('state.revoked')}</Chip>;
  const expired = Date.parse(token.expiresAt) < now;
  return (
    <>
      <Chip tone={expired ? 'quiet' : 'good'} icon={expired ? 'clock' : 'check'}>
        {t(expired ? 'state.expired' : 'state.live')}
      </Chip>{' '}
      {say.moment(token.expiresAt, now)}
    </>
  );
}

function RevokeButton({ token }: { token: ApiToken }) {
  const { t } = useTranslation('admin-tokens');
  const say = useSay();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const { save, busy, problem } = useSave({
    run: (commandId, id: string) => api.identity.revokeToken({ commandId, id }),
    stale: [queryKeys.tokens],
    done: () => {
      setAsking(false);
      showToast({ text: t('revoke.done', { name: token.name }) });
    },
  });
  if (!may('tokens.write')) return null;
  return (
    <>
      <Button size="small" danger aria-label={t('revoke.of', { name: token.name })} onClick={() => setAsking(true)}>
        {t('revoke')}
      </Button>
      <Modal
        open={asking}
        title={t('revoke.title', { name: token.name })}
        okText={t('revoke')}
        okButtonProps={{ danger: true }}
        confirmLoading={busy}
        onOk={() => save(token.id)}
        onCancel={() => setAsking(false)}
      >
        <p>{t('revoke.text')}</p>
        {problem ? (
          <p className="error" role="alert">
            {say.problem(problem)}
          </p>
        ) : null}
      </Modal>
    </>
  );
}
