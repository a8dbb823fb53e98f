import { layout } from './layout.ts';
import type { Outline } from './outline.ts';

addEventListener('message', (event: MessageEvent<{ id: number; outline: Outline; keep: readonly number[] }>) => {
  const { id, outline, keep } = event.data;
  postMessage({ id, picture: layout(outline, new Set(keep)) });
});
