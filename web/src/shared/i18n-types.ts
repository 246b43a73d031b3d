import 'i18next';
import type { words as admin } from '../admin/words.ts';
import type { words as identity } from '../identity/words.ts';
import type { words as needs } from '../needs/words.ts';
import type { words as phone } from '../phone/words.ts';
import type { words as shared } from './words.ts';

// One line for each words.ts: then `useTranslation('needs')` knows its keys.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shared';
    keySeparator: false;
    returnNull: false;
    resources: {
      shared: typeof shared.zh;
      admin: typeof admin.zh;
      identity: typeof identity.zh;
      needs: typeof needs.zh;
      phone: typeof phone.zh;
    };
  }
}
