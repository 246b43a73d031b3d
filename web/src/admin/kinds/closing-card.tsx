import { Button, Checkbox, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../shared/plain/icon.tsx';
import { Card } from '../../shared/plain/plain.tsx';
import { blankReason, withLabel, type Part, type ReasonDraft } from './kind-draft.ts';

const mostReasons = 20;

/** What closing asks: receipt, and the reasons to choose from without one. */
export function ClosingCard({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('admin-kinds');
  const { reasons } = draft;
  return (
    <Card title={t('closing.title')}>
      <div className="entries">
        <Checkbox checked={draft.receipt} onChange={(event) => set({ receipt: event.target.checked })}>
          {t('closing.receipt')}
        </Checkbox>
        <fieldset className="plain-fieldset">
          <legend className="reasons-legend">{t('closing.reasons')}</legend>
          <p className="hint">{t('closing.lead')}</p>
          {reasons.map((reason, index) => (
            <ReasonRow
              key={reason.key}
              reason={reason}
              row={index + 1}
              error={faultAt(`closing.reasons[${index}]`)}
              onChange={(changed) =>
                set({ reasons: reasons.map((other) => (other.key === reason.key ? changed : other)) })
              }
              onRemove={
                reasons.length > 1 ? () => set({ reasons: reasons.filter(({ key }) => key !== reason.key) }) : null
              }
            />
          ))}
          <Button
            className="row-add"
            disabled={reasons.length >= mostReasons}
            onClick={() => set({ reasons: [...reasons, blankReason()] })}
          >
            {t('reason.add')}
          </Button>
        </fieldset>
      </div>
    </Card>
  );
}

type RowProps = {
  reason: ReasonDraft;
  row: number;
  error: string | null;
  onChange: (reason: ReasonDraft) => void;
  onRemove: (() => void) | null;
};

function ReasonRow({ reason, row, error, onChange, onRemove }: RowProps) {
  const { t } = useTranslation('admin-kinds');
  return (
    <>
      <div className="option-row">
        {(['zh', 'en'] as const).map((language) => (
          <Input
            key={language}
            aria-label={t(`reason.${language}`, { row })}
            placeholder={t(`reason.${language}`, { row })}
            status={error ? 'error' : undefined}
            maxLength={200}
            value={reason.label[language]}
            onChange={(event) =>
              onChange(withLabel(reason, { ...reason.label, [language]: event.target.value }, 'code'))
            }
          />
        ))}
        <Input
          aria-label={t('reason.code', { row })}
          placeholder={t('reason.code', { row })}
          maxLength={80}
          value={reason.code}
          onChange={(event) => onChange({ ...reason, code: event.target.value.toLowerCase() })}
        />
        <Checkbox
          aria-label={t('reason.supervisor', { row })}
          checked={reason.supervisor}
          onChange={(event) => onChange({ ...reason, supervisor: event.target.checked })}
        >
          {t('reason.supervisor-short')}
        </Checkbox>
        {onRemove ? (
          <Button
            type="text"
            aria-label={t('reason.remove', { row })}
            icon={<Icon name="close" size={16} />}
            onClick={onRemove}
          />
        ) : null}
      </div>
      {error ? (
        <p className="error" role="alert">
          {error}
        </p>
      ) : null}
    </>
  );
}
