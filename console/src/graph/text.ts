/** How wide text is, in halves: Chinese characters take two. Good for cutting, not for setting type. */
const widthOf = (text: string): number => [...text].reduce((sum, mark) => sum + (mark > '\u2e7f' ? 2 : 1), 0);

/** Cuts what is too long, with an ellipsis in its place. */
export function clip(text: string, most: number): string {
  if (widthOf(text) <= most) {
    return text;
  }
  let [kept, width] = ['', 1];
  for (const mark of text) {
    width += mark > '\u2e7f' ? 2 : 1;
    if (width > most) {
      break;
    }
    kept += mark;
  }
  return `${kept}…`;
}
