import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { Button, Field } from '../../shared/plain/plain.tsx';
import { useSay } from '../../shared/use-say.ts';
import { lineOfProposal, type Draft, type DraftLine } from './draft.ts';
import { draftItem } from './items.ts';

const mostText = 5000;

type PasteProps = { draft: Draft; onRead: (draft: Draft) => void };

/** A message pasted as it came: it becomes lines, with what it said beside them. What is open is asked, never guessed. */
export function PasteBox({ draft, onRead }: PasteProps) {
  const { t } = useTranslation('phone-ask');
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function read(): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      const next = await draftOfText(draft, text);
      if (next.lines.length === draft.lines.length) setFailure(t('paste.nothing'));
      onRead(next);
      if (next.lines.length === draft.lines.length) return;
      setText('');
      setOpen(false);
    } catch (error) {
      setFailure(say.problem(problemOf(error)));
    } finally {
      setBusy(false);
    }
  }

  if (!open) {
    return (
      <Button icon="clip" onClick={() => setOpen(true)}>
        {t('paste.open')}
      </Button>
    );
  }
  return (
    <>
      <Field label={t('paste.label')} hint={t('paste.hint')} error={failure}>
        <textarea
          rows={3}
          maxLength={mostText}
          // Opened by a tap on "paste": that is where the person wants to be.
          ref={(box) => (text === '' ? box?.focus({ preventScroll: true }) : undefined)}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <Button
        kind="main"
        busy={busy}
        blocked={text.trim() === '' ? t('paste.blank') : null}
        onClick={() => void read()}
      >
        {t('paste.read')}
      </Button>
    </>
  );
}

/** The draft with what the text says added to it. */
async function draftOfText(draft: Draft, text: string): Promise<Draft> {
  const read = await api.intake.parseText({ text });
  const codes = [...new Set(read.lines.flatMap(({ itemCode }) => itemCode ?? []))];
  const items = await Promise.all(codes.map((code) => api.catalogue.getItem({ code })));
  const itemOf = new Map(items.map((item) => [item.code, draftItem(item)]));
  const lines: DraftLine[] = read.lines.map((line) =>
    lineOfProposal(line, itemOf.get(line.itemCode ?? '') ?? null, text),
  );
  return {
    ...draft,
    pasted: draft.pasted || lines.length > 0,
    lines: [...draft.lines, ...lines],
    neededBy: draft.neededBy ?? read.neededBy,
    priority: draft.priority === 'normal' && read.urgent ? 'urgent' : draft.priority,
    contact: draft.contact || read.contacts.join(' '),
    description: [draft.description, text.trim()].filter(Boolean).join('\n').slice(0, 2000),
  };
}
