import { layout, type Picture } from './layout.ts';
import type { Outline } from './outline.ts';

addEventListener('message', (event: MessageEvent<{ id: number; outline: Outline; keep: readonly number[] }>) => {
  const { id, outline, keep } = event.data;
  postMessage({ id, picture: tried(outline, new Set(keep)) });
});

function tried(outline: Outline, keep: ReadonlySet<number>): Picture | undefined {
  try {
    return layout(outline, keep);
  } catch {
    return undefined;
  }
}
