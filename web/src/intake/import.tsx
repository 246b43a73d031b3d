import { Link } from '@tanstack/react-router';
import { Alert, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importPath, templatePath } from '../paths.ts';
import { numberText } from '../shared/format.ts';
import { Icon } from '../shared/plain/icon.tsx';
import { Card } from '../shared/plain/plain.tsx';
import { holdsRight, useMe } from '../shared/session.ts';
import { useSay } from '../shared/use-say.ts';
import { lastImport } from './chosen-file.ts';
import { FilePicker } from './file-picker.tsx';
import { useStartImport } from './use-start-import.ts';
import '../shared/desk/entry.css';
import './intake.css';

/** Import from a spreadsheet: template, file, try it first. The result has a page of its own. */
export function Screen() {
  const { t } = useTranslation('intake');
  const last = lastImport();
  return (
    <div className="page-narrow">
      <header className="desk-head">
        <h1>{t('title')}</h1>
        {last ? (
          <Link to={importPath(last.id)}>
            {t('last.title')}: {last.name}
          </Link>
        ) : null}
      </header>
      <p className="secondary">{t('lead')}</p>
      <Templates />
      <ChooseAndRun />
    </div>
  );
}

function Templates() {
  const { t } = useTranslation('intake');
  return (
    <Card title={t('step.template')}>
      <p className="secondary">{t('template.lead')}</p>
      <div className="card-actions">
        <a className="button" href={templatePath('xlsx', false)} download>
          <Icon name="download" /> {t('template.current')}
        </a>
        <a className="button" href={templatePath('xlsx', true)} download>
          <Icon name="download" /> {t('template.empty')}
        </a>
        <a className="button" href={templatePath('csv', true)} download>
          <Icon name="download" /> {t('template.csv')}
        </a>
      </div>
    </Card>
  );
}

function ChooseAndRun() {
  const { t } = useTranslation('intake');
  const say = useSay();
  const { me } = useMe();
  const [file, setFile] = useState<File | null>(null);
  const [createMissing, setCreateMissing] = useState(false);
  const { start, busy, problem } = useStartImport();
  return (
    <Card title={t('step.file')}>
      <FilePicker onChoose={setFile} />
      {file ? (
        <div className="import-chosen">
          <p aria-live="polite">
            <Icon name="check" /> {t('file.chosen', { name: file.name, size: numberText(Math.ceil(file.size / 1000)) })}
          </p>
          {me && holdsRight(me, 'directory.add') ? (
            <Checkbox checked={createMissing} onChange={(event) => setCreateMissing(event.target.checked)}>
              {t('option.create-missing')} <span className="hint">{t('option.create-missing-hint')}</span>
            </Checkbox>
          ) : null}
          <div className="card-actions">
            <Button type="primary" size="large" loading={busy} onClick={() => start({ file, createMissing }, true)}>
              {busy ? t('run.sending') : t('run.dry')}
            </Button>
            <Button size="large" disabled={busy} onClick={() => start({ file, createMissing }, false)}>
              {t('run.real')}
            </Button>
          </div>
        </div>
      ) : null}
      {problem ? <Alert type="error" showIcon role="alert" title={say.problem(problem)} /> : null}
    </Card>
  );
}
