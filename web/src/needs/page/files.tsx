import type { Need } from '@baogong/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { attachmentPath } from '../../paths.ts';
import { api, newCommandId, problemOf } from '../../shared/api.ts';
import { numberText } from '../../shared/format.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { Card, Spinner } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';

const mostBytes = 5_000_000;

/** Pictures and documents of the need, and the way to add one. */
export function Files({ need }: { need: Need }) {
  const { t } = useTranslation('needs-page');
  const mayAttach = need.actions.some(({ action, blocked }) => action === 'attach' && blocked === null);
  return (
    <Card title={t('files.title')}>
      {need.attachments.length === 0 ? <p className="secondary">{t('files.none')}</p> : null}
      <ul className="plain-list">
        {need.attachments.map((file) => (
          <li key={file.id}>
            <a href={attachmentPath(need.id, file.id)} target="_blank" rel="noreferrer">
              <Icon name="clip" size={16} /> {file.name}
            </a>{' '}
            <span className="hint numbers">{numberText(Math.ceil(file.bytes / 1000))} kB</span>
          </li>
        ))}
      </ul>
      {mayAttach ? <AddFile needId={need.id} /> : null}
    </Card>
  );
}

function AddFile({ needId }: { needId: string }) {
  const { t } = useTranslation('needs-page');
  const say = useSay();
  const client = useQueryClient();
  const field = useId();
  const attach = useMutation({
    mutationFn: (file: File) => {
      if (file.size > mostBytes) throw new Error('too-big');
      return api.needs.attachFile({ commandId: newCommandId(), id: needId, file });
    },
    onSuccess: (answer) => client.setQueryData(queryKeys.need(needId), answer),
  });
  const failure =
    attach.error?.message === 'too-big' ? t('files.too-big') : attach.error && say.problem(problemOf(attach.error));
  return (
    <div className="file-add">
      <label htmlFor={field}>{t('files.add')}</label>
      <input
        id={field}
        type="file"
        disabled={attach.isPending}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) attach.mutate(file);
          event.target.value = '';
        }}
      />
      {attach.isPending ? <Spinner /> : null}
      {failure ? (
        <p className="error" role="alert">
          {failure}
        </p>
      ) : null}
    </div>
  );
}
