import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../shared/api.ts';
import { Icon } from '../shared/plain/icon.tsx';
import { Field } from '../shared/plain/plain.tsx';
import { useSay } from '../shared/use-say.ts';
import { useSettled } from '../shared/use-settled.ts';

export type Found<Thing> = { key: string; label: string; hint: string; thing: Thing };

type PickerProps<Thing> = {
  label: string;
  placeholder: string;
  queryKey: (query: string) => readonly unknown[];
  find: (query: string) => Promise<Found<Thing>[]>;
  onPick: (thing: Thing) => void;
};

/** A search box whose answers are buttons below it: Enter takes the first, Tab reaches the others. */
export function SearchPicker<Thing>({ label, placeholder, queryKey, find, onPick }: PickerProps<Thing>) {
  const [typed, setTyped] = useState('');
  const query = useSettled(typed.trim(), 200);
  const answers = useQuery({ queryKey: queryKey(query), queryFn: () => find(query), enabled: query !== '' });
  const found = typed.trim() === '' ? [] : (answers.data ?? []);

  function take(thing: Thing): void {
    onPick(thing);
    setTyped('');
  }
  function takeFirst(event: FormEvent): void {
    event.preventDefault();
    if (found[0] && query === typed.trim()) take(found[0].thing);
  }

  return (
    <form className="picker" onSubmit={takeFirst}>
      <Field label={label}>
        <input
          type="search"
          enterKeyHint="search"
          autoComplete="off"
          placeholder={placeholder}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      <Answers
        query={query}
        typed={typed}
        failed={answers.isError ? answers.error : null}
        count={answers.data?.length}
      />
      <ul className="picker-answers">
        {found.map(({ key, label, hint, thing }) => (
          <li key={key}>
            <button type="button" onClick={() => take(thing)}>
              <Icon name="plus" size={16} />
              <span>
                <strong>{label}</strong> <span className="hint">{hint}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}

type AnswersProps = { query: string; typed: string; failed: unknown; count: number | undefined };

function Answers({ query, typed, failed, count }: AnswersProps) {
  const { t } = useTranslation('phone');
  const say = useSay();
  const settled = query !== '' && query === typed.trim();
  return (
    <output className="hint">
      {settled && failed ? say.problem(problemOf(failed)) : null}
      {settled && !failed && count === 0 ? t('picker.nothing', { query }) : null}
      {settled && !failed && count ? <span className="unseen">{t('picker.found', { count })}</span> : null}
    </output>
  );
}
