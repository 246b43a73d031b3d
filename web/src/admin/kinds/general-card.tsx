import type { NeedLife } from '@baogong/contract/life';
import { needLifeCodes } from '@baogong/contract/life';
import { Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { Entry } from '../../shared/desk/entry.tsx';
import { Card } from '../../shared/plain/plain.tsx';
import { codeFrom, isBlank, type KindDraft, type Part } from './kind-draft.ts';
import { LifeDiagram } from './life-diagram.tsx';

/** Names, description, life and desk. The code is chosen once. */
export function GeneralCard({ isNew, ...part }: Part & { isNew: boolean }) {
  const { t } = useTranslation('admin-kinds');
  const { draft, set, faultAt } = part;
  return (
    <Card title={t('general.title')}>
      <div className="entries">
        <Names {...part} codeFollows={isNew} />
        {isNew ? (
          <Entry label={t('general.code')} hint={t('general.code-hint')} error={faultAt('code')}>
            <Input
              maxLength={80}
              value={draft.code}
              onChange={(event) => set({ code: event.target.value.toLowerCase() })}
            />
          </Entry>
        ) : null}
        <Descriptions {...part} />
        <Entry label={t('general.life')} error={faultAt('life')}>
          <Radio.Group
            className="choice-column"
            value={draft.life}
            onChange={(event) => set({ life: event.target.value as NeedLife })}
            options={needLifeCodes.map((life) => ({ value: life, label: t(`life.${life}`) }))}
          />
        </Entry>
        <LifeDiagram life={draft.life} />
        <Entry label={t('general.desk')} error={faultAt('desk')}>
          <Radio.Group
            value={draft.desk}
            onChange={(event) => set({ desk: event.target.value as KindDraft['desk'] })}
            options={(['district', 'city'] as const).map((desk) => ({ value: desk, label: t(`desk.${desk}`) }))}
          />
        </Entry>
      </div>
    </Card>
  );
}

function Names({ draft, set, faultAt, codeFollows }: Part & { codeFollows: boolean }) {
  const { t } = useTranslation('admin-kinds');
  function rename(en: string): void {
    const follows = codeFollows && draft.code === codeFrom(draft.name.en);
    set({ name: { ...draft.name, en }, ...(follows ? { code: codeFrom(en) } : {}) });
  }
  return (
    <div className="entries-two">
      <Entry label={t('general.name-zh')} error={faultAt('name.zh')}>
        <Input
          maxLength={200}
          value={draft.name.zh}
          onChange={(event) => set({ name: { ...draft.name, zh: event.target.value } })}
        />
      </Entry>
      <Entry label={t('general.name-en')} error={faultAt('name.en')}>
        <Input maxLength={200} value={draft.name.en} onChange={(event) => rename(event.target.value)} />
      </Entry>
    </div>
  );
}

function Descriptions({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('admin-kinds');
  const { description } = draft;
  const one = !isBlank(description) && (!description.zh.trim() || !description.en.trim());
  return (
    <div className="entries-two">
      {(['zh', 'en'] as const).map((language) => (
        <Entry
          key={language}
          label={t(`general.description-${language}`)}
          hint={one ? t('general.description-both') : null}
          error={faultAt(`description.${language}`)}
          optional
        >
          <Input.TextArea
            maxLength={200}
            autoSize={{ minRows: 1 }}
            value={description[language]}
            onChange={(event) => set({ description: { ...description, [language]: event.target.value } })}
          />
        </Entry>
      ))}
    </div>
  );
}
