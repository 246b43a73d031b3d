import type { Bilingual } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../shared/api.ts';
import { queryKeys } from '../shared/query-keys.ts';
import { useSay } from '../shared/use-say.ts';
import { useSettled } from '../shared/use-settled.ts';

export type ItemChoice = { code: string; name: Bilingual };

type ItemSelectProps = {
  id?: string;
  className?: string;
  status?: '' | 'error';
  'aria-label'?: string;
  clearable?: boolean;
  value: ItemChoice | null;
  onChange: (item: ItemChoice | null) => void;
};

/** Finds one item by any of its names. */
export function ItemSelect({ value, onChange, clearable, ...rest }: ItemSelectProps) {
  const { t } = useTranslation('catalogue');
  const { text } = useSay();
  const [typed, setTyped] = useState('');
  const query = useSettled(typed.trim(), 200);
  const items = useQuery({
    queryKey: queryKeys.items(query),
    queryFn: () => api.catalogue.listItems({ query: query || undefined, limit: 20 }),
    placeholderData: (before) => before,
  });
  const found: ItemChoice[] = items.data?.rows ?? [];
  const missing = value && !found.some(({ code }) => code === value.code) ? [value] : [];
  return (
    <Select
      {...rest}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear={clearable}
      placeholder={t('choose.item')}
      loading={items.isFetching}
      notFoundContent={items.isFetching ? null : t('choose.none')}
      value={value?.code ?? null}
      onChange={(code: string | null | undefined) => onChange(found.find((item) => item.code === code) ?? null)}
      options={[...missing, ...found].map(({ code, name }) => ({ value: code, label: text(name) }))}
    />
  );
}
