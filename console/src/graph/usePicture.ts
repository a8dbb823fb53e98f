import { useEffect, useState } from 'react';
import type { Picture } from './layout.ts';
import type { Outline } from './outline.ts';

let worker: Worker | undefined;
let asked = 0;

interface Told {
  readonly id: number;
  /** Undefined when it could not be laid out. */
  readonly picture: Picture | undefined;
}

/** The picture of an outline, laid out beside the page: undefined until it is there, null when there will be none. */
export function usePicture(outline: Outline, keep: readonly number[]): Picture | undefined | null {
  const [picture, setPicture] = useState<Picture | null>();
  const kept = keep.join(',');
  useEffect(() => {
    asked += 1;
    const id = asked;
    worker ??= new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    const own = worker;
    const onMessage = (event: MessageEvent<Told>) => {
      if (event.data.id === id) {
        setPicture(event.data.picture ?? null);
      }
    };
    const onError = () => {
      // It has not even begun; the next one is asked of another.
      worker = undefined;
      setPicture(null);
    };
    own.addEventListener('message', onMessage);
    own.addEventListener('error', onError);
    own.postMessage({ id, outline, keep: kept === '' ? [] : kept.split(',').map(Number) });
    return () => {
      own.removeEventListener('message', onMessage);
      own.removeEventListener('error', onError);
    };
  }, [outline, kept]);
  return picture;
}
