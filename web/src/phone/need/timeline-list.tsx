import type { HistoryEntry, Need, Priority } from '@baogong/contract';
import { needActionCodes, type NeedAction } from '@baogong/contract/life';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../shared/plain/icon.tsx';
import { useNow, useSay } from '../../shared/use-say.ts';
import { useGoods } from '../use-goods.ts';
import { useKindOf } from './answers.tsx';
import { icons, momentOf, type Moment } from './timeline.ts';

/** What has happened, newest first, in plain sentences. */
export function Timeline({ need }: { need: Need }) {
  const say = useSay();
  const now = useNow();
  const sentence = useSentence(need);
  return (
    <ol className="timeline">
      {need.history.toReversed().map((entry) => {
        const moment = momentOf(entry, need);
        return (
          <li key={entry.version}>
            <span className="timeline-icon">
              <Icon name={icons[moment.word]} size={16} />
            </span>
            <div>
              <p>{sentence(entry, moment)}</p>
              {moment.note ? <q className="timeline-note">{moment.note}</q> : null}
              <p className="hint">
                <time dateTime={entry.happenedAt}>{say.moment(entry.happenedAt, now)}</time>
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function useSentence(need: Need): (entry: HistoryEntry, moment: Moment) => string {
  const { t } = useTranslation(['phone-need', 'shared']);
  const say = useSay();
  const now = useNow();
  const kind = useKindOf(need);
  const { goodsText } = useGoods();
  return (entry, moment) =>
    t(`moment.${moment.word}`, {
      by: entry.by,
      goods: goodsText(moment.goods),
      rejected: goodsText(moment.rejected),
      name: moment.name,
      code: said(moment),
      time: moment.at ? say.moment(moment.at, now) : '',
      action: entry.action,
    });

  function said({ word, code }: Moment): string {
    if (word === 'prioritise') return t(`shared:priority.${code as Priority}`);
    if (word === 'undo' && isAction(code)) return t(`shared:action.${code}`);
    if (word === 'escalate') return t(code === '1' ? 'level.1' : 'level.2');
    const reason = kind?.closing.reasons.find((each) => each.code === code);
    return reason ? say.text(reason.label) : code;
  }
}

function isAction(code: string): code is NeedAction {
  return needActionCodes.some((action) => action === code);
}
