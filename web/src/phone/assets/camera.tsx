import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

const LOOK_MS = 160;
/** The same code in front of the camera counts once in so long. */
const SAME_MS = 4000;
const WIDTH = 960;

type Why = 'scan.denied' | 'scan.missing' | 'scan.insecure';

/** The camera's picture; calls `onCode` for each code it comes to see. */
export function Camera({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useTranslation('phone-assets');
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState<Why | null>(null);
  const told = useRef(onCode);
  useEffect(() => {
    told.current = onCode;
  });
  useEffect(() => {
    const stopped = new AbortController();
    void watch(video.current!, stopped.signal, (code) => told.current(code)).catch((error: unknown) => {
      if (!stopped.signal.aborted) setFailed(whyOf(error));
    });
    return () => stopped.abort();
  }, []);
  if (failed)
    return (
      <p className="error" role="alert">
        {t('scan.no-camera', { why: t(failed) })}
      </p>
    );
  return (
    <figure className="camera">
      <video ref={video} muted playsInline />
      <figcaption className="hint">{t('scan.aim')}</figcaption>
    </figure>
  );
}

async function watch(video: HTMLVideoElement, stopped: AbortSignal, onCode: (code: string) => void): Promise<void> {
  const [{ readCode }, stream] = await Promise.all([import('./reader.ts'), openCamera()]);
  const stop = () => stream.getTracks().forEach((track) => track.stop());
  if (stopped.aborted) return stop();
  stopped.addEventListener('abort', stop);
  video.srcObject = stream;
  await video.play();
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  let last = { code: '', at: 0 };
  while (!stopped.aborted) {
    const code = video.videoWidth > 0 ? await readCode(pictureOf(video, canvas, context)) : null;
    const same = code === last.code && Date.now() - last.at < SAME_MS;
    if (code) last = { code, at: Date.now() };
    if (code && !same && !stopped.aborted) onCode(code);
    await new Promise((resume) => setTimeout(resume, LOOK_MS));
  }
}

async function openCamera(): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new DOMException('', 'SecurityError');
  return navigator.mediaDevices.getUserMedia({
    video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 } },
    audio: false,
  });
}

function pictureOf(video: HTMLVideoElement, canvas: HTMLCanvasElement, context: CanvasRenderingContext2D): ImageData {
  const scale = Math.min(1, WIDTH / video.videoWidth);
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

function whyOf(error: unknown): Why {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return 'scan.denied';
  return name === 'SecurityError' ? 'scan.insecure' : 'scan.missing';
}
