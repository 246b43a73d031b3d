import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type FirstFewProps = { className?: string; few: number; rows: readonly ReactNode[] };

/** A list of which the first few rows are shown, and the others when asked for. */
export function FirstFew({ className, few, rows }: FirstFewProps) {
  const { t } = useTranslation('shared');
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : rows.length - few;
  return (
    <>
      <ul className={className}>{hidden > 0 ? rows.slice(0, few) : rows}</ul>
      {hidden > 0 ? (
        <button type="button" className="button first-few-more" onClick={() => setAll(true)}>
          {t('common.show-more', { count: hidden })}
        </button>
      ) : null}
    </>
  );
}
