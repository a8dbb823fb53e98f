import { JsonError, parse } from './tokens.ts';

/** Whether a tree can be shown of it. */
export const isJson = (text: string): boolean => (objectFault(text) ?? 0) === 0;

/** Where a text stops being JSON, from 1; 0 for JSON that is no object; undefined for an object. */
export function objectFault(text: string): number | undefined {
  try {
    return parse(text).kind === 'object' ? undefined : 0;
  } catch (error) {
    return error instanceof JsonError ? error.at + 1 : 1;
  }
}
