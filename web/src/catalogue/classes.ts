import type { Item } from '@baogong/contract';
import { useTranslation } from 'react-i18next';

export type ItemClass = Item['class'];

const classes: Record<ItemClass, true> = {
  oxygen: true,
  respiratory: true,
  ppe: true,
  disinfection: true,
  medicine: true,
  testing: true,
  daily: true,
  equipment: true,
  accessory: true,
};

/** Classes of items to choose from, in the person's language. */
export function useClassOptions(): { value: ItemClass; label: string }[] {
  const { t } = useTranslation('catalogue');
  return (Object.keys(classes) as ItemClass[]).map((value) => ({ value, label: t(`class.${value}`) }));
}
