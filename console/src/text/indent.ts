import { indentService } from '@codemirror/language';
import { rowOf } from './place.ts';

const step = 2;

/**
 * How far the line below one is indented: as the field in it, deeper when that field has its content below. The text alone says
 * so, and not what has been read of it: on a machine that is busy that comes later than the next key.
 */
export function indentBelow(line: string): number {
  const { dashes, column, key, value } = rowOf(line);
  const opens = (key !== undefined && value === '') || /(^|\s)[|>][+-]?\d?$/.test(value);
  const isWhole = /[}\]]$/.test(line.trimEnd()) && dashes.length > 0 && key === undefined;
  return isWhole ? (dashes.at(-1) ?? column) : opens ? column + step : column;
}

/** Enter goes on where a field is to be written. */
export const indent = indentService.of((context, at) =>
  context.simulatedBreak === at ? indentBelow(context.lineAt(at, -1).text) : undefined,
);
