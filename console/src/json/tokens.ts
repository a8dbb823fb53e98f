/** JSON as it was sent, not as JavaScript would read it: 2⁶³, `1.0` and members of the same name stay as they are. */

export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly Member[]; readonly from: number; readonly to: number }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[]; readonly from: number; readonly to: number }
  | { readonly kind: 'string' | 'number' | 'word'; readonly text: string; readonly from: number; readonly to: number };

export interface Member {
  /** With its quotes, as it was sent. */
  readonly name: string;
  readonly value: JsonNode;
}

export class JsonError extends Error {
  readonly at: number;
  constructor(at: number) {
    super(`There is no JSON at character ${at + 1}.`);
    this.at = at;
  }
}

const token =
  /[ \t\n\r]*(?:("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|([{}[\],:]))/y;

interface Frame {
  readonly kind: 'object' | 'array';
  readonly from: number;
  readonly members: Member[];
  readonly items: JsonNode[];
  name: string | undefined;
}

interface Reading {
  readonly text: string;
  readonly kind: 'string' | 'number' | 'word' | 'mark';
  readonly from: number;
  readonly to: number;
}

/** Reads one document; nothing in it makes this recurse, so depth is no danger. */
export function parse(text: string): JsonNode {
  token.lastIndex = 0;
  const stack: Frame[] = [];
  let root: JsonNode | undefined;
  const give = (node: JsonNode): void => {
    const around = stack.at(-1);
    if (around === undefined) {
      root = node;
    } else if (around.kind === 'array') {
      around.items.push(node);
    } else {
      around.members.push({ name: around.name ?? '""', value: node });
      around.name = undefined;
    }
  };
  do {
    let read = next(text);
    const around = stack.at(-1);
    const filled = around !== undefined && around.items.length + around.members.length > 0;
    if (around !== undefined && filled && read.text === ',') {
      read = next(text);
    } else if (around !== undefined && read.text === (around.kind === 'array' ? ']' : '}')) {
      stack.pop();
      give({ ...around, to: read.to });
      continue;
    } else if (filled) {
      throw new JsonError(read.from);
    }
    if (around?.kind === 'object') {
      if (read.kind !== 'string' || next(text).text !== ':') {
        throw new JsonError(read.from);
      }
      around.name = read.text;
      read = next(text);
    }
    if (read.kind !== 'mark') {
      give({ kind: read.kind, text: read.text, from: read.from, to: read.to });
    } else if (read.text === '{' || read.text === '[') {
      const kind = read.text === '{' ? 'object' : 'array';
      stack.push({ kind, from: read.from, members: [], items: [], name: undefined });
    } else {
      throw new JsonError(read.from);
    }
  } while (stack.length > 0);
  return ended(text, root);
}

function next(text: string): Reading {
  const at = token.lastIndex;
  const found = token.exec(text);
  if (found === null) {
    throw new JsonError(at + text.slice(at).search(/[^ \t\n\r]|$/));
  }
  const [, string, number, word, mark] = found;
  const written = string ?? number ?? word ?? mark ?? '';
  const kind = string !== undefined ? 'string' : number !== undefined ? 'number' : word !== undefined ? 'word' : 'mark';
  return { text: written, kind, from: token.lastIndex - written.length, to: token.lastIndex };
}

function ended(text: string, root: JsonNode | undefined): JsonNode {
  if (root === undefined || /[^ \t\n\r]/.test(text.slice(root.to))) {
    throw new JsonError(root?.to ?? 0);
  }
  return root;
}

const hidden = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Characters that nobody sees, or that turn the text around, as escapes. */
export const reveal = (text: string): string =>
  text.replace(hidden, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
