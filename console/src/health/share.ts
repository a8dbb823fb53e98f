/** From here on a bar is looked at: there is still time to do something. */
const isMuch = 80;
const isFull = 95;

/** How much of a whole, and how that is: in whole percent, and never more than all of it. */
export function shareOf(used: number, size: number): { percent: number; level: 'fine' | 'much' | 'full' } {
  const percent = size <= 0 ? 0 : Math.min(100, Math.max(0, Math.round((100 * used) / size)));
  return { percent, level: percent >= isFull ? 'full' : percent >= isMuch ? 'much' : 'fine' };
}
