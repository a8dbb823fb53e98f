import { useEffect, useState } from 'react';
import type { Picture } from './layout.ts';
import type { Outline } from './outline.ts';

let worker: Worker | undefined;
let asked = 0;

/** The picture of an outline, laid out beside the page; undefined until it is there. */
export function usePicture(outline: Outline, keep: readonly number[]): Picture | undefined {
  const [picture, setPicture] = useState<Picture>();
  const kept = keep.join(',');
  useEffect(() => {
    asked += 1;
    const id = asked;
    worker ??= new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    const own = worker;
    const onMessage = (event: MessageEvent<{ id: number; picture: Picture }>) => {
      if (event.data.id === id) {
        setPicture(event.data.picture);
      }
    };
    own.addEventListener('message', onMessage);
    own.postMessage({ id, outline, keep: kept === '' ? [] : kept.split(',').map(Number) });
    return () => own.removeEventListener('message', onMessage);
  }, [outline, kept]);
  return picture;
}
