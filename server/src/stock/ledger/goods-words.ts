import type { Bilingual } from '@baogong/contract';

/** Names of the goods with their quantities, for messages. */
export function goodsWords(
  goods: readonly { itemName: Bilingual; baseUnitName: Bilingual; quantity: number }[],
): Bilingual {
  const some = goods.filter(({ quantity }) => quantity > 0).slice(0, 5);
  const say = (locale: 'zh' | 'en') =>
    some.map(({ itemName, baseUnitName, quantity }) => {
      const gap = locale === 'zh' ? '' : ' ';
      return `${itemName[locale]} ${quantity}${gap}${baseUnitName[locale]}`;
    });
  return { zh: say('zh').join('、'), en: say('en').join(', ') };
}
