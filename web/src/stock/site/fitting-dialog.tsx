import type { SetPart } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';

/** What fits at this site (its wall outlets, its hoses), so that whoever makes it can be found. */
export function FittingDialog(props: { organisationId: string; part: SetPart; onClose: () => void }) {
  const { organisationId, part, onClose } = props;
  const { t } = useTranslation('catalogue');
  const { text } = useSay();
  const [options, setOptions] = useState<Record<string, string>>(part.fitting);
  const item = useQuery({
    queryKey: [...queryKeys.catalogue, 'one', part.item],
    queryFn: () => api.catalogue.getItem({ code: part.item }),
  });
  const { save, busy, problem, faultAt } = useSave({
    stale: [queryKeys.sets],
    run: (commandId, body: { options: Record<string, string> }) =>
      api.kits.setFitting({ commandId, organisationId, item: part.item, ...body }),
    done: () => (showToast({ text: t('sets.fitted') }), onClose()),
  });
  function choose(code: string, option: string | undefined): void {
    const { [code]: _before, ...others } = options;
    setOptions(option === undefined ? others : { ...others, [code]: option });
  }
  return (
    <FormDialog
      title={t('sets.fit-title', { name: text(part.name) })}
      busy={busy}
      problem={problem}
      onConfirm={() => save({ options })}
      onClose={onClose}
    >
      {(item.data?.parameters ?? []).map((parameter) => (
        <Entry key={parameter.code} label={text(parameter.name)} error={faultAt(`options.${parameter.code}`)} optional>
          <Select
            allowClear
            value={options[parameter.code] ?? null}
            onChange={(option?: string) => choose(parameter.code, option)}
            options={parameter.options.map(({ code, name }) => ({ value: code, label: text(name) }))}
          />
        </Entry>
      ))}
    </FormDialog>
  );
}
