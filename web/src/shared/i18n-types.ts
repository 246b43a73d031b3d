import 'i18next';
import type { words as identity } from '../identity/words.ts';
import type { words as intake } from '../intake/words.ts';
import type { words as needs } from '../needs/words.ts';
import type { words as needsDecide } from '../needs/decide/words.ts';
import type { words as needsDispatch } from '../needs/dispatch/words.ts';
import type { words as needsForm } from '../needs/form/words.ts';
import type { words as needsPage } from '../needs/page/words.ts';
import type { words as needsTriage } from '../needs/triage/words.ts';
import type { words as phone } from '../phone/words.ts';
import type { words as phoneAsk } from '../phone/ask/words.ts';
import type { words as phoneNeed } from '../phone/need/words.ts';
import type { words as phoneSupply } from '../phone/supply/words.ts';
import type { words as phoneReadings } from '../phone/readings/words.ts';
import type { words as stock } from '../stock/words.ts';
import type { words as phoneSupplyReport } from '../phone/supply/report/words.ts';
import type { words as supplyBoard } from '../supply/board/words.ts';
import type { words as shared } from './words.ts';
import type { words as stockLedger } from '../stock/ledger/words.ts';
import type { words as situation } from '../situation/words.ts';
import type { words as audit } from '../audit/words.ts';
import type { words as catalogue } from '../catalogue/words.ts';
import type { words as directory } from '../directory/words.ts';
import type { words as inbox } from '../inbox/words.ts';
import type { words as supply } from '../supply/words.ts';
import type { words as adminPeople } from '../admin/people/words.ts';
import type { words as adminRights } from '../admin/rights/words.ts';
import type { words as adminTokens } from '../admin/tokens/words.ts';
import type { words as exercises } from '../exercises/words.ts';
import type { words as adminKinds } from '../admin/kinds/words.ts';
import type { words as adminSetup } from '../admin/setup/words.ts';
import type { words as warningsRules } from '../warnings/rules/words.ts';
import type { words as warningsStaples } from '../warnings/staples/words.ts';
import type { words as warnings } from '../warnings/words.ts';

// One line for each words.ts: then `useTranslation('needs')` knows its keys. The namespace is the folder's path with dashes.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shared';
    keySeparator: false;
    returnNull: false;
    resources: {
      'admin-kinds': typeof adminKinds.zh;
      'admin-people': typeof adminPeople.zh;
      'admin-rights': typeof adminRights.zh;
      'admin-setup': typeof adminSetup.zh;
      'admin-tokens': typeof adminTokens.zh;
      exercises: typeof exercises.zh;
      audit: typeof audit.zh;
      catalogue: typeof catalogue.zh;
      directory: typeof directory.zh;
      inbox: typeof inbox.zh;
      supply: typeof supply.zh;
      identity: typeof identity.zh;
      intake: typeof intake.zh;
      needs: typeof needs.zh;
      'needs-decide': typeof needsDecide.zh;
      'needs-dispatch': typeof needsDispatch.zh;
      'needs-form': typeof needsForm.zh;
      'needs-page': typeof needsPage.zh;
      'needs-triage': typeof needsTriage.zh;
      phone: typeof phone.zh;
      'phone-ask': typeof phoneAsk.zh;
      'phone-need': typeof phoneNeed.zh;
      'phone-readings': typeof phoneReadings.zh;
      'phone-supply': typeof phoneSupply.zh;
      stock: typeof stock.zh;
      'phone-supply-report': typeof phoneSupplyReport.zh;
      'supply-board': typeof supplyBoard.zh;
      'stock-ledger': typeof stockLedger.zh;
      shared: typeof shared.zh;
      situation: typeof situation.zh;
      warnings: typeof warnings.zh;
      'warnings-rules': typeof warningsRules.zh;
      'warnings-staples': typeof warningsStaples.zh;
    };
  }
}
