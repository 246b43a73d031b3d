import type { ProposedLine } from '@baogong/contract';
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { Card } from '../../shared/plain/plain.tsx';
import { useSay } from '../../shared/use-say.ts';
import { draftOfProposal, isBlank, marked, type DraftItem } from './draft.ts';
import type { DraftPart, NeedDraft } from './new-need.tsx';

/** Pasted chat text becomes proposed lines; the text stays beside them with what was read marked. */
export function PasteBox({ draft, set }: DraftPart) {
  const { t } = useTranslation('needs-form');
  const say = useSay();
  const field = useId();
  const [text, setText] = useState('');
  const read = useMutation({
    mutationFn: readText,
    onSuccess: (answer) => set(changeBy(draft, answer, t('paste.reason'))),
  });
  return (
    <Card title={t('paste.title')}>
      <label htmlFor={field}>{t('paste.label')}</label>
      <Input.TextArea
        id={field}
        maxLength={5000}
        autoSize={{ minRows: 3, maxRows: 8 }}
        value={text}
        aria-describedby={`${field}-hint`}
        onChange={(event) => setText(event.target.value)}
        onPaste={(event) => {
          // A paste into the empty field is read at once: one interaction less.
          const pasted = event.clipboardData.getData('text');
          if (!text && pasted.trim()) read.mutate(pasted);
        }}
      />
      <p className="hint" id={`${field}-hint`}>
        {t('paste.hint')}
      </p>
      <Button loading={read.isPending} disabled={!text.trim()} onClick={() => read.mutate(text)}>
        {t('paste.read')}
      </Button>
      {read.error ? (
        <p className="error" role="alert">
          {say.problem(problemOf(read.error))}
        </p>
      ) : null}
      {read.data ? <Found text={read.data.text} lines={read.data.lines} /> : null}
    </Card>
  );
}

function Found({ text, lines }: { text: string; lines: ProposedLine[] }) {
  const { t } = useTranslation('needs-form');
  return (
    <>
      <output aria-live="polite">
        {lines.length > 0 ? t('paste.found', { count: lines.length }) : t('paste.nothing')}
      </output>
      <p className="hint">{t('paste.source')}</p>
      <p className="paste-source">
        {marked(
          text,
          lines.map(({ span }) => span),
        ).map((piece, index) => (piece.read ? <mark key={index}>{piece.text}</mark> : piece.text))}
      </p>
    </>
  );
}

type Reading = Awaited<ReturnType<typeof readText>>;

async function readText(text: string) {
  const answer = await api.intake.parseText({ text });
  const codes = [...new Set(answer.lines.flatMap(({ itemCode }) => itemCode ?? []))];
  const items = await Promise.all(codes.map((code) => api.catalogue.getItem({ code })));
  return { ...answer, text, items: new Map<string, DraftItem>(items.map((item) => [item.code, item])) };
}

/** What the reading changes in the draft: its lines replace blank rows, what the person filled in stays. */
function changeBy(draft: NeedDraft, reading: Reading, urgentReason: string): Partial<NeedDraft> {
  const kept = draft.lines.filter((line) => !isBlank(line) && line.read === null);
  const lines = reading.lines.map((line) =>
    draftOfProposal(line, (line.itemCode && reading.items.get(line.itemCode)) || null, reading.text),
  );
  const urgent = reading.urgent && draft.priority === 'normal';
  return {
    fromText: true,
    lines: kept.length + lines.length > 0 ? [...kept, ...lines] : draft.lines,
    organisation: draft.organisation ?? reading.organisations[0] ?? null,
    neededBy: draft.neededBy ?? reading.neededBy,
    contact: draft.contact || reading.contacts.join(' '),
    description: draft.description || reading.text.slice(0, 2000),
    ...(urgent ? { priority: 'urgent' as const, priorityReason: urgentReason } : {}),
  };
}
