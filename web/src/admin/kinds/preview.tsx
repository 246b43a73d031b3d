import { Tabs } from 'antd';
import { useMemo, useState } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { KindFields } from '../../needs/form/kind-fields.tsx';
import { fieldOf, type KindDraft } from './kind-draft.ts';
import '../../needs/form/form.css';

/** The form as it stands in the draft, in both languages, to try out. Nothing is sent. */
export function Preview({ draft }: { draft: KindDraft }) {
  const { t } = useTranslation('admin-kinds');
  const languages = ['zh', 'en'] as const;
  return (
    <aside className="kind-preview card" aria-labelledby="preview-title">
      <h2 id="preview-title">{t('editor.preview')}</h2>
      <Tabs
        items={languages.map((language) => ({
          key: language,
          label: t(`preview.${language}`),
          children: <InLanguage language={language} draft={draft} />,
        }))}
      />
    </aside>
  );
}

function InLanguage({ language, draft }: { language: 'zh' | 'en'; draft: KindDraft }) {
  const { i18n } = useTranslation();
  const inLanguage = useMemo(() => i18n.cloneInstance({ lng: language, initAsync: false }), [i18n, language]);
  return (
    <I18nextProvider i18n={inLanguage}>
      <div lang={language === 'zh' ? 'zh-CN' : 'en'}>
        <FormPreview language={language} draft={draft} />
      </div>
    </I18nextProvider>
  );
}

function FormPreview({ language, draft }: { language: 'zh' | 'en'; draft: KindDraft }) {
  const { t } = useTranslation('admin-kinds');
  const [form, setForm] = useState<Record<string, unknown>>({});
  const fields = draft.fields.map((field) => ({ ...fieldOf(field), name: `preview-${field.key}` }));
  return (
    <>
      <h3>{draft.name[language] || '…'}</h3>
      {draft.description[language] ? <p className="secondary">{draft.description[language]}</p> : null}
      {draft.life === 'supply' ? <p className="preview-lines">{t('preview.lines')}</p> : null}
      {fields.length === 0 ? <p className="hint">{t('preview.none')}</p> : null}
      <KindFields fields={fields} form={form} onChange={setForm} />
    </>
  );
}
