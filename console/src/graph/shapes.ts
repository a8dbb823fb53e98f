import type { Point } from './measures.ts';

/** A line with round corners through these points. */
export function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) {
    return '';
  }
  const parts = [`M${at(first)}`];
  for (const [index, point] of rest.entries()) {
    const after = rest[index + 1];
    if (after === undefined) {
      parts.push(`L${at(point)}`);
    } else {
      const before = index === 0 ? first : (rest[index - 1] ?? first);
      parts.push(`L${at(towards(point, before))}Q${at(point)} ${at(towards(point, after))}`);
    }
  }
  return parts.join('');
}

const at = (point: Point): string => `${round(point.x)},${round(point.y)}`;
const round = (value: number): number => Math.round(value * 10) / 10;

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(8, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/** Where what belongs to a line stands: half-way along it. */
export function middleOf(points: readonly Point[]): Point {
  const lengths = points
    .slice(1)
    .map((point, i) => Math.hypot(point.x - (points[i]?.x ?? 0), point.y - (points[i]?.y ?? 0)));
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2;
  for (const [i, length] of lengths.entries()) {
    const [from, to] = [points[i], points[i + 1]];
    if (from !== undefined && to !== undefined && left <= length) {
      const part = length === 0 ? 0 : left / length;
      return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
    }
    left -= length;
  }
  return points[0] ?? { x: 0, y: 0 };
}

/** The head of an arrow at the end of a line, as the points of a triangle. */
export function headOf(points: readonly Point[]): string {
  const [from, to] = [points.at(-2), points.at(-1)];
  if (from === undefined || to === undefined) {
    return '';
  }
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const wing = (turn: number): Point => ({
    x: to.x - 8 * Math.cos(angle + turn),
    y: to.y - 8 * Math.sin(angle + turn),
  });
  return [to, wing(0.45), wing(-0.45)].map(at).join(' ');
}
