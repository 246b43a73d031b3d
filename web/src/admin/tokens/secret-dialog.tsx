import { Button, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { Entry } from '../../shared/desk/entry.tsx';
import { CopyButton } from '../people/copy-button.tsx';

/** The secret of a new token, once. Closed only by the button, so that a stray click does not lose it. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTranslation('admin-tokens');
  return (
    <Modal
      open
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      title={t('secret.title')}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('secret.close')}
        </Button>
      }
    >
      <div className="entries">
        <p>
          <strong>{t('secret.lead')}</strong>
        </p>
        <Entry label={t('secret.label')} hint={t('secret.use')}>
          <Input readOnly value={secret} onFocus={(event) => event.target.select()} />
        </Entry>
        <div>
          <CopyButton text={secret} />
        </div>
      </div>
    </Modal>
  );
}
