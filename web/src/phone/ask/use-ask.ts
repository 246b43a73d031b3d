import type { Kind, Me, NeedSummary } from '@baogong/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMe } from '../../shared/session.ts';
import { keptUnder, useKept } from '../outbox/kept.ts';
import { drop, keepAndSend } from '../outbox/outbox.ts';
import { useGoods } from '../use-goods.ts';
import { blankDraft, bodyOf, faultOf, type Draft, type Fault } from './draft.ts';
import { draftOf } from './draft-store.ts';
import { needOutbox, sendNeed, type UnsentNeed } from './outbox.ts';

export type AskState = {
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  kinds: Kind[];
  kind: Kind | undefined;
  fault: Fault | null;
  refusal: Problem | null;
  busy: boolean;
  sent: NeedSummary | null;
  submit: () => Promise<void>;
  clear: () => void;
};

/** The need being written and its way to the server. `organisationId`: for whom, when the draft does not say. */
export function useAsk(organisationId: string | null): AskState {
  const { me } = useMe();
  const owner = me?.personId ?? 'nobody';
  const store = draftOf(owner);
  const outbox = needOutbox(owner);
  const stored = useKept(store);
  const draft = stored.organisationId ? stored : { ...stored, organisationId };
  const kinds = useKinds();
  const kind = kinds.find(({ code }) => code === draft.kind);
  const client = useQueryClient();
  const { goodsText } = useGoods();
  const [fault, setFault] = useState<Fault | null>(null);
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState<NeedSummary | null>(null);

  function clear(): void {
    setSent(null);
    setRefusal(null);
    setFault(null);
    store.write(blankDraft(organisationId));
  }

  async function submit(): Promise<void> {
    if (busy || !kind) return;
    const found = faultOf(draft, kind);
    setFault(found);
    setRefusal(null);
    if (found) return;
    const sealed = { ...draft, sealedAt: draft.sealedAt ?? new Date().toISOString() };
    store.write(sealed);
    setBusy(true);
    const outcome = await keepAndSend(outbox, unsentOf(sealed, kind, channelOf(me, sealed), goodsText), sendNeed);
    setBusy(false);
    if ('taken' in outcome) {
      store.write(blankDraft(organisationId));
      setSent(outcome.taken);
      void client.invalidateQueries({ queryKey: queryKeys.needLists });
    } else if (outcome.again) {
      store.write(blankDraft(organisationId));
      window.scrollTo({ top: 0 });
    } else {
      drop(outbox, sealed.commandId);
      setRefusal(outcome.problem);
    }
  }

  const change = (part: Partial<Draft>) => {
    setFault(null);
    store.write({ ...draft, ...part });
  };
  return { draft, change, kinds, kind, fault, refusal, busy, sent, submit, clear };
}

/** The kinds one may ask for, kept on the device for when there is no network. */
function useKinds(): Kind[] {
  const kept = keptUnder<Kind[]>('baogong.kinds', []);
  const asked = useQuery({ queryKey: queryKeys.kinds, queryFn: () => api.kinds.listKinds() });
  useEffect(() => {
    if (asked.data) kept.write(asked.data);
  }, [asked.data, kept]);
  return (asked.data ?? kept.read()).filter(({ retired }) => !retired);
}

function channelOf(me: Me | null | undefined, draft: Draft): 'screen' | 'officer' {
  const own = me?.posts.find(({ organisationId }) => organisationId === draft.organisationId);
  return own?.role === 'institution' || own?.role === 'resident' ? 'screen' : 'officer';
}

function unsentOf(
  draft: Draft,
  kind: Kind,
  channel: 'screen' | 'officer',
  goodsText: ReturnType<typeof useGoods>['goodsText'],
): UnsentNeed {
  const body = bodyOf(draft, kind, channel);
  const goods = draft.lines.flatMap(({ item }, index) =>
    item ? [{ name: item.name, unit: unitOf(draft, index), quantity: body.lines[index]?.quantity ?? null }] : [],
  );
  return { body, draft, headline: goodsText(goods) || draft.description || kind.code, refused: null };
}

function unitOf(draft: Draft, index: number) {
  const { item, unit } = draft.lines[index]!;
  return item!.units.find((each) => each.unit === unit)?.name ?? item!.baseUnitName;
}
