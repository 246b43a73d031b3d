import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Entry } from '../../shared/desk/entry.tsx';
import { CopyButton } from './copy-button.tsx';
import { newPassword } from './new-password.ts';

type PasswordProps = {
  label: string;
  hint: string;
  error: string | null;
  value: string;
  onChange: (password: string) => void;
};

/** A password to hand over: in sight, made anew on request, copied with one click. */
export function PasswordField({ label, hint, error, value, onChange }: PasswordProps) {
  const { t } = useTranslation('admin-people');
  return (
    <div className="password-field">
      <Entry label={label} hint={hint} error={error}>
        <Input
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={200}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </Entry>
      <Button onClick={() => onChange(newPassword())}>{t('password.generate')}</Button>
      <CopyButton text={value} />
    </div>
  );
}
