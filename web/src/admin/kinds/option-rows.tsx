import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../shared/plain/icon.tsx';
import { blankOption, withLabel, type OptionDraft } from './kind-draft.ts';

const mostOptions = 60;

type OptionsProps = { options: OptionDraft[]; error: string | null; onChange: (options: OptionDraft[]) => void };

/** The options of a choice, in two languages; the code follows the English words. */
export function OptionRows({ options, error, onChange }: OptionsProps) {
  const { t } = useTranslation('admin-kinds');
  const change = (option: OptionDraft) => onChange(options.map((other) => (other.key === option.key ? option : other)));
  return (
    <fieldset className="plain-fieldset option-rows">
      <legend>{t('options.title')}</legend>
      {options.map((option, index) => (
        <div key={option.key} className="option-row">
          {(['zh', 'en'] as const).map((language) => (
            <Input
              key={language}
              aria-label={t(`options.${language}`, { row: index + 1 })}
              placeholder={t(`options.${language}`, { row: index + 1 })}
              maxLength={200}
              value={option.label[language]}
              onChange={(event) =>
                change(withLabel(option, { ...option.label, [language]: event.target.value }, 'value'))
              }
            />
          ))}
          <Input
            aria-label={t('options.code', { row: index + 1 })}
            placeholder={t('options.code', { row: index + 1 })}
            maxLength={80}
            value={option.value}
            onChange={(event) => change({ ...option, value: event.target.value.toLowerCase() })}
          />
          <Button
            type="text"
            aria-label={t('options.remove', { row: index + 1 })}
            icon={<Icon name="close" size={16} />}
            onClick={() => onChange(options.filter(({ key }) => key !== option.key))}
          />
        </div>
      ))}
      {error ? (
        <p className="error" role="alert">
          {error}
        </p>
      ) : null}
      <Button
        className="row-add"
        size="small"
        disabled={options.length >= mostOptions}
        onClick={() => onChange([...options, blankOption()])}
      >
        {t('options.add')}
      </Button>
    </fieldset>
  );
}
