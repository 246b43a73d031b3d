import type { Person } from '@baogong/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { newPassword } from './new-password.ts';
import { PasswordField } from './password-field.tsx';
import { blankPost, draftOfPost, postOf, type DraftPost } from './post-draft.ts';
import { PostFields } from './post-fields.tsx';

type Draft = { name: string; account: string; phone: string; password: string; posts: DraftPost[] };

/** Adds a person with posts, or changes name, phone and posts. */
export function PersonDialog({ person, onClose }: { person: Person | null; onClose: () => void }) {
  const { t } = useTranslation('admin-people');
  const [draft, setDraft] = useState<Draft>(() => draftOf(person));
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, { account, password, ...sent }: Draft) => {
      const body = { commandId, name: sent.name, phone: sent.phone.trim() || null, posts: sent.posts.map(postOf) };
      return person
        ? api.identity.revisePerson({ ...body, id: person.id })
        : api.identity.createPerson({ ...body, account, password });
    },
    stale: [queryKeys.people, queryKeys.me],
    done: (saved) => {
      showToast({ text: t('saved', { name: saved.name }) });
      onClose();
    },
  });
  return (
    <FormDialog
      title={person ? t('edit', { name: person.name }) : t('add')}
      width={680}
      busy={busy}
      problem={problem}
      onConfirm={() => save(draft)}
      onClose={onClose}
    >
      <div className="entries-two">
        <Entry label={t('field.name')} error={faultAt('name')}>
          <Input maxLength={200} value={draft.name} onChange={(event) => set({ name: event.target.value })} />
        </Entry>
        <Entry label={t('field.phone')} error={faultAt('phone')} optional>
          <Input
            type="tel"
            maxLength={40}
            value={draft.phone}
            onChange={(event) => set({ phone: event.target.value })}
          />
        </Entry>
      </div>
      {person ? null : (
        <>
          <Entry label={t('field.account')} hint={t('field.account-hint')} error={faultAt('account')}>
            <Input
              autoComplete="off"
              autoCapitalize="none"
              maxLength={40}
              value={draft.account}
              onChange={(event) => set({ account: event.target.value.toLowerCase() })}
            />
          </Entry>
          <PasswordField
            label={t('field.password')}
            hint={t('field.password-hint')}
            error={faultAt('password')}
            value={draft.password}
            onChange={(password) => set({ password })}
          />
        </>
      )}
      <PostFields posts={draft.posts} faultAt={faultAt} onChange={(posts) => set({ posts })} />
    </FormDialog>
  );
}

function draftOf(person: Person | null): Draft {
  if (!person) return { name: '', account: '', phone: '', password: newPassword(), posts: [blankPost()] };
  const { name, account, phone, posts } = person;
  return { name, account, phone: phone ?? '', password: '', posts: posts.map(draftOfPost) };
}
