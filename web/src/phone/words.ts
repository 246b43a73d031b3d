import { wordsOf } from '../shared/words-of.ts';

/** Words of the phone pages of institutions and suppliers. */
export const words = wordsOf(
  {
    'my-needs.title': '我的需求',
    'my-needs.empty': '还没有上报过需求',
    'orders.title': '我的订单',
    'orders.empty': '没有要发的货',
  },
  {
    'my-needs.title': 'My needs',
    'my-needs.empty': 'No need filed yet',
    'orders.title': 'My orders',
    'orders.empty': 'Nothing to send',
  },
);
