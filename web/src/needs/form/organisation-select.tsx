import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSettled } from '../../shared/use-settled.ts';

type Choice = { id: string; name: string };

/** Finds an institution by name, pinyin or initials. */
export function OrganisationSelect(props: { id: string; value: Choice | null; onChange: (choice: Choice) => void }) {
  const { t } = useTranslation('needs-form');
  const [typed, setTyped] = useState('');
  const query = useSettled(typed.trim(), 200);
  const found = useQuery({
    queryKey: queryKeys.organisations(query),
    queryFn: () => api.directory.listOrganisations({ query: query || undefined, asks: 'true', limit: 20 }),
    placeholderData: (before) => before,
  });
  const rows = found.data?.rows ?? [];
  const chosen =
    props.value && !rows.some(({ id }) => id === props.value?.id) ? [{ ...props.value, areaName: '' }] : [];
  return (
    <Select
      id={props.id}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={t('who.hint')}
      loading={found.isFetching}
      notFoundContent={found.isFetching ? null : undefined}
      value={props.value?.id ?? null}
      onChange={(id: string) => {
        const row = rows.find((candidate) => candidate.id === id);
        if (row) props.onChange({ id: row.id, name: row.name });
      }}
      options={[...chosen, ...rows].map(({ id, name, areaName }) => ({
        value: id,
        label: `${name} ${areaName}`.trim(),
      }))}
    />
  );
}
