import type { Area } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../shared/api.ts';
import { queryKeys } from '../shared/query-keys.ts';
import { useSettled } from '../shared/use-settled.ts';

export type Choice = { id: string; name: string };

type ChooseProps = {
  id?: string;
  status?: '' | 'error';
  'aria-label'?: string;
  value: Choice | null;
  onChange: (choice: Choice | null) => void;
  clearable?: boolean;
};

type OrganisationProps = ChooseProps & { asks?: boolean };

/** Finds one organisation by name, pinyin or initials. `asks`: only institutions, or only suppliers. */
export function OrganisationSelect({ asks, ...props }: OrganisationProps) {
  const { t } = useTranslation('directory');
  const [typed, setTyped] = useState('');
  const query = useSettled(typed.trim(), 200);
  const found = useQuery({
    queryKey: [...queryKeys.organisations(query), String(asks)],
    queryFn: () =>
      api.directory.listOrganisations({
        query: query || undefined,
        asks: asks === undefined ? undefined : String(asks),
        limit: 20,
      }),
    placeholderData: (before) => before,
  });
  const rows = found.data?.rows ?? [];
  const choices = rows.map(({ id, name, areaName }) => ({ id, name, label: `${name} ${areaName}` }));
  return (
    <FoundSelect
      {...props}
      placeholder={t('choose.organisation')}
      choices={choices}
      busy={found.isFetching}
      onType={setTyped}
    />
  );
}

/** Finds one area by name; until something is typed, the country's provinces. Its id is the GB/T 2260 code. */
export function AreaSelect(props: ChooseProps) {
  const { t } = useTranslation('directory');
  const [typed, setTyped] = useState('');
  const query = useSettled(typed.trim(), 200);
  const found = useQuery({
    queryKey: [...queryKeys.areas(''), query],
    queryFn: () => api.directory.listAreas(query ? { query } : {}),
    placeholderData: (before) => before,
    staleTime: 300_000,
  });
  const choices = (found.data ?? [])
    .slice(0, 50)
    .map((area) => ({ id: area.code, name: area.name, label: areaLabel(area) }));
  return (
    <FoundSelect
      {...props}
      placeholder={t('choose.area')}
      choices={choices}
      busy={found.isFetching}
      onType={setTyped}
    />
  );
}

type FoundProps = ChooseProps & {
  placeholder: string;
  choices: (Choice & { label: string })[];
  busy: boolean;
  onType: (typed: string) => void;
};

function FoundSelect({ value, onChange, clearable, choices, busy, onType, placeholder, ...rest }: FoundProps) {
  const { t } = useTranslation('directory');
  const missing = value && !choices.some(({ id }) => id === value.id) ? [{ ...value, label: value.name }] : [];
  return (
    <Select
      {...rest}
      showSearch={{ filterOption: false, onSearch: onType }}
      allowClear={clearable}
      placeholder={placeholder}
      loading={busy}
      notFoundContent={busy ? null : t('choose.none')}
      value={value?.id ?? null}
      onChange={(id: string | null | undefined) => onChange(choices.find((choice) => choice.id === id) ?? null)}
      options={[...missing, ...choices].map(({ id, label }) => ({ value: id, label }))}
    />
  );
}

function areaLabel({ name, code }: Area): string {
  return `${name} ${code}`;
}
