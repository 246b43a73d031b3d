import type { FormField, Need } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useNow, useSay } from '../../shared/use-say.ts';

/** The description, the kind's fields as they were filled in, and how it was closed. */
export function FormCard({ need }: { need: Need }) {
  const { t } = useTranslation('needs-page');
  const kind = useQuery({
    queryKey: [...queryKeys.kinds, need.kind, need.kindVersion],
    queryFn: () => api.kinds.getKind({ code: need.kind, version: need.kindVersion }),
    staleTime: Infinity,
    enabled: Object.keys(need.form).length > 0 || need.closing !== null,
  });
  const fields = kind.data?.fields.filter(({ name }) => name in need.form) ?? [];
  const closing = need.closing;
  if (!need.description && fields.length === 0 && !closing) return null;
  return (
    <Card title={closing && !need.description && fields.length === 0 ? t('closing.title') : t('form.title')}>
      {need.description ? <p className="detail-description">{need.description}</p> : null}
      <dl className="pairs">
        {fields.map((field) => (
          <FieldPair key={field.name} field={field} value={need.form[field.name]} />
        ))}
        {closing ? <ClosingPair closing={closing} kind={kind.data} /> : null}
      </dl>
    </Card>
  );
}

function FieldPair({ field, value }: { field: FormField; value: unknown }) {
  const say = useSay();
  return (
    <>
      <dt>{say.text(field.label)}</dt>
      <dd>
        <FieldValue field={field} value={value} />
      </dd>
    </>
  );
}

function FieldValue({ field, value }: { field: FormField; value: unknown }) {
  const { t } = useTranslation(['needs-form', 'needs-page']);
  const say = useSay();
  const now = useNow();
  if (value === null || value === undefined) return t('needs-page:form.hidden');
  if (typeof value === 'boolean') return t(value ? 'field.yes' : 'field.no');
  if (field.type === 'date-time' && typeof value === 'string') return say.moment(value, now);
  const labelOf = (code: unknown) => {
    const option = field.options.find((candidate) => candidate.value === code);
    return option ? say.text(option.label) : String(code);
  };
  return Array.isArray(value) ? value.map(labelOf).join(', ') : labelOf(value);
}

type Closing = NonNullable<Need['closing']>;

function ClosingPair({
  closing,
  kind,
}: {
  closing: Closing;
  kind?: { closing: { reasons: { code: string; label: { zh: string; en: string } }[] } };
}) {
  const { t } = useTranslation('needs-page');
  const say = useSay();
  const now = useNow();
  const reason = kind?.closing.reasons.find(({ code }) => code === closing.reason);
  return (
    <>
      <dt>{t('closing.title')}</dt>
      <dd>
        {[reason ? say.text(reason.label) : closing.reason, closing.note, say.moment(closing.at, now)]
          .filter(Boolean)
          .join(' · ')}
      </dd>
    </>
  );
}
