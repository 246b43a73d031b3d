import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../shared/plain/icon.tsx';

/** Copies a secret that is shown once. Also works where the page is served without TLS inside the city's network. */
export function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation('admin-people');
  const [copied, setCopied] = useState('');
  const done = copied === text;
  return (
    <Button
      icon={<Icon name={done ? 'check' : 'copy'} size={16} />}
      onClick={async () => {
        await copy(text);
        setCopied(text);
      }}
    >
      <span aria-live="polite">{t(done ? 'password.copied' : 'password.copy')}</span>
    </Button>
  );
}

async function copy(text: string): Promise<void> {
  // Browsers offer the clipboard only over TLS or on this machine.
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}
