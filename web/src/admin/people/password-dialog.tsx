import type { Person } from '@baogong/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { newPassword } from './new-password.ts';
import { PasswordField } from './password-field.tsx';

/** Sets a new password for somebody who lost theirs. */
export function PasswordDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation('admin-people');
  const [password, setPassword] = useState(newPassword);
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, sent: string) => api.identity.revisePerson({ commandId, id: person.id, password: sent }),
    stale: [queryKeys.people],
    done: () => {
      showToast({ text: t('password.made', { name: person.name }) });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('password.title', { name: person.name })}
      busy={busy}
      problem={problem}
      onConfirm={() => save(password)}
      onClose={onClose}
    >
      <PasswordField
        label={t('password.new')}
        hint={t('field.password-hint')}
        error={faultAt('password')}
        value={password}
        onChange={setPassword}
      />
    </FormDialog>
  );
}
