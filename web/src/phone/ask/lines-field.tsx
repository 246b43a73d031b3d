import { useTranslation } from 'react-i18next';
import { Icon } from '../../shared/plain/icon.tsx';
import { useSay } from '../../shared/use-say.ts';
import { SearchPicker } from '../search-picker.tsx';
import { lineOf, type DraftItem, type DraftLine } from './draft.ts';
import { useFrequentItems, useItemSearch } from './items.ts';
import { LineRow } from './line-row.tsx';

type LinesProps = {
  organisation: string | undefined;
  lines: DraftLine[];
  onChange: (lines: DraftLine[]) => void;
};

/** What is asked for: one tap on something asked before, or a search; then how much of it. */
export function LinesField({ organisation, lines, onChange }: LinesProps) {
  const { t } = useTranslation('phone-ask');
  const search = useItemSearch();

  function add(item: DraftItem): void {
    const line = lines.find((each) => each.item?.code === item.code) ?? lineOf(item);
    if (!lines.includes(line)) onChange([...lines, line]);
    focusSoon(`quantity-${line.key}`);
  }

  return (
    <>
      {lines.length > 0 ? (
        <ul className="plain-list line-rows">
          {lines.map((line) => (
            <LineRow
              key={line.key}
              line={line}
              onChange={(next) => onChange(lines.map((each) => (each.key === next.key ? next : each)))}
              onRemove={() => onChange(lines.filter((each) => each.key !== line.key))}
            />
          ))}
        </ul>
      ) : null}
      <SearchPicker
        label={t(lines.length > 0 ? 'lines.next' : 'lines.search')}
        placeholder={t('lines.placeholder')}
        onPick={add}
        {...search}
      />
      <FrequentItems organisation={organisation} taken={lines} onPick={add} />
    </>
  );
}

type FrequentProps = { organisation: string | undefined; taken: DraftLine[]; onPick: (item: DraftItem) => void };

function FrequentItems({ organisation, taken, onPick }: FrequentProps) {
  const { t } = useTranslation('phone-ask');
  const say = useSay();
  const items = useFrequentItems(organisation).filter(({ code }) => taken.every(({ item }) => item?.code !== code));
  if (items.length === 0) return null;
  return (
    <ul className="frequent" aria-label={t('lines.frequent')}>
      {items.map((item) => (
        <li key={item.code}>
          <button type="button" className="frequent-item" onClick={() => onPick(item)}>
            <Icon name="plus" size={16} />
            {say.text(item.name)}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The field is there only after the next paint. */
function focusSoon(id: string): void {
  requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));
}
