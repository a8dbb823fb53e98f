import { JsonError, parse } from './tokens.ts';

/** Whether a tree can be shown of it. */
export const isJson = (text: string): boolean => valueFault(text) === undefined;

/** Where a text stops being JSON, from 1; 0 for JSON that is no object; undefined for an object. */
export const objectFault = (text: string): number | undefined =>
  valueFault(text) ?? (text.trimStart().startsWith('{') ? undefined : 0);

/** Where a text stops being JSON, from 1; undefined when all of it is. */
export function valueFault(text: string): number | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    return error instanceof JsonError ? error.at + 1 : 1;
  }
}
