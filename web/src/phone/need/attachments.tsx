import type { Need } from '@baogong/contract';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attachmentPath } from '../../paths.ts';
import { api } from '../../shared/api.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { Button, Card } from '../../shared/plain/plain.tsx';
import { smallPicture } from './small-picture.ts';
import { blockOf, useAct } from './use-act.ts';

/** Pictures and papers of the need, and the camera to add one. */
export function Attachments({ need }: { need: Need }) {
  const { t } = useTranslation('phone-need');
  const blocked = blockOf(need, 'attach');
  if (need.attachments.length === 0 && blocked === undefined) return null;
  return (
    <Card title={t('attachments.title')}>
      <ul className="plain-list attachments">
        {need.attachments.map(({ id, name, mediaType }) => (
          <li key={id}>
            <a href={attachmentPath(need.id, id)} target="_blank" rel="noreferrer">
              {mediaType.startsWith('image/') ? (
                <img src={attachmentPath(need.id, id)} alt="" loading="lazy" width={72} height={72} />
              ) : (
                <Icon name="clip" size={28} />
              )}
              <span>{name}</span>
            </a>
          </li>
        ))}
      </ul>
      {blocked === undefined ? null : <AddButtons need={need} blocked={blocked} />}
    </Card>
  );
}

function AddButtons({ need, blocked }: { need: Need; blocked: string | null }) {
  const { t } = useTranslation('phone-need');
  const act = useAct(need);
  const camera = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function attach(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    setBusy(true);
    setFailure(await add(await smallPicture(file)));
    setBusy(false);
  }
  function add(file: File): Promise<string | null> {
    return act('attach', { name: file.name, bytes: file.size }, ({ commandId, id }) =>
      api.needs.attachFile({ commandId, id, file }),
    );
  }

  const hidden = { type: 'file', hidden: true, tabIndex: -1 } as const;
  return (
    <>
      {failure ? (
        <p className="error" role="alert">
          {failure}
        </p>
      ) : null}
      <div className="card-actions">
        <Button icon="phone" busy={busy} blocked={blocked} onClick={() => camera.current?.click()}>
          {t('attachments.camera')}
        </Button>
        <Button icon="clip" busy={busy} blocked={blocked} onClick={() => files.current?.click()}>
          {t('attachments.file')}
        </Button>
      </div>
      <input
        {...hidden}
        ref={camera}
        accept="image/*"
        capture="environment"
        aria-label={t('attachments.camera')}
        onChange={(event) => void attach(event.target)}
      />
      <input
        {...hidden}
        ref={files}
        accept="image/*,application/pdf"
        aria-label={t('attachments.file')}
        onChange={(event) => void attach(event.target)}
      />
    </>
  );
}
