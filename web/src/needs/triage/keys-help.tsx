import { Modal, Switch } from 'antd';
import { useTranslation } from 'react-i18next';

const keyRows = [
  { keys: ['J', 'K'], word: 'keys.move' },
  { keys: ['A'], word: 'keys.accept' },
  { keys: ['D'], word: 'keys.dispatch' },
  { keys: ['M'], word: 'keys.merge' },
  { keys: ['R'], word: 'keys.return' },
  { keys: ['P'], word: 'keys.priority' },
  { keys: ['U', 'Ctrl+Z'], word: 'keys.undo' },
  { keys: ['X'], word: 'keys.select' },
  { keys: ['Enter'], word: 'keys.enter' },
  { keys: ['/'], word: 'keys.search' },
  { keys: ['1', '2', '3', '4'], word: 'keys.views' },
  { keys: ['Ctrl+Enter'], word: 'keys.confirm' },
  { keys: ['?'], word: 'keys.help' },
] as const;

type HelpProps = { open: boolean; on: boolean; onSwitch: (on: boolean) => void; onClose: () => void };

/** All keys of the queue, and the switch that turns single keys off. */
export function KeysHelp({ open, on, onSwitch, onClose }: HelpProps) {
  const { t } = useTranslation('needs-triage');
  return (
    <Modal open={open} title={t('keys.title')} footer={null} onCancel={onClose} destroyOnHidden>
      <table className="keys">
        <tbody>
          {keyRows.map(({ keys, word }) => (
            <tr key={word}>
              <td>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </td>
              <th scope="row">{t(word)}</th>
            </tr>
          ))}
        </tbody>
      </table>
      <label className="keys-switch">
        <Switch checked={on} onChange={onSwitch} aria-label={t('keys.switch')} /> {t('keys.switch')}
      </label>
    </Modal>
  );
}
