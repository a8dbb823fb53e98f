/** Sizes of a picture, in its own pixels. */
export const card = { width: 208, height: 52 } as const;
export const mark = { width: 28, height: 28 } as const;
export const title = 32;
export const padding = 16;
export const gap = { row: 44, column: 32, lane: 20 } as const;
/** Where lines that lead back run, to the left of what they pass. */
export const gutter = 22;

export interface Point {
  readonly x: number;
  readonly y: number;
}
