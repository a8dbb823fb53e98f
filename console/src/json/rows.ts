import { type JsonNode, reveal } from './tokens.ts';

/** One line of a tree, as a list shows it. */
export interface JsonRow {
  /** The way to it, such as `$.order.items[3]`. */
  readonly path: string;
  readonly depth: number;
  readonly name: string | undefined;
  readonly node: JsonNode;
  /** What stands in the line: the value, or how much is inside. */
  readonly text: string;
  readonly isOpen: boolean;
}

const isBox = (node: JsonNode): node is Extract<JsonNode, { kind: 'object' | 'array' }> =>
  node.kind === 'object' || node.kind === 'array';

export const sizeOf = (node: JsonNode): number =>
  node.kind === 'object' ? node.members.length : node.kind === 'array' ? node.items.length : 0;

/** The lines that show while everything in `closed` is closed. Iterative: a payload may be deep. */
export function rowsOf(root: JsonNode, closed: ReadonlySet<string>): JsonRow[] {
  const rows: JsonRow[] = [];
  const stack: Omit<JsonRow, 'text' | 'isOpen'>[] = [{ path: '$', depth: 0, name: undefined, node: root }];
  for (let row = stack.pop(); row !== undefined; row = stack.pop()) {
    const { path, depth, node } = row;
    const isOpen = isBox(node) && sizeOf(node) > 0 && !closed.has(path);
    rows.push({ ...row, isOpen, text: textOf(node) });
    if (isOpen && node.kind === 'object') {
      for (const { name, value } of node.members.toReversed()) {
        const plain = name.slice(1, -1);
        stack.push({ path: `${path}.${plain}`, depth: depth + 1, name: reveal(plain), node: value });
      }
    } else if (isOpen && node.kind === 'array') {
      for (const [index, value] of [...node.items.entries()].reverse()) {
        stack.push({ path: `${path}[${index}]`, depth: depth + 1, name: String(index), node: value });
      }
    }
  }
  return rows;
}

function textOf(node: JsonNode): string {
  switch (node.kind) {
    case 'object':
      return `{${node.members.length}}`;
    case 'array':
      return `[${node.items.length}]`;
    default:
      return reveal(node.text);
  }
}

/** Rows whose name or value has the text, whatever the case. */
export function matching(rows: readonly JsonRow[], search: string): readonly JsonRow[] {
  const wanted = search.toLowerCase();
  return wanted === ''
    ? rows
    : rows.filter(
        (row) =>
          row.name?.toLowerCase().includes(wanted) || (!isBox(row.node) && row.text.toLowerCase().includes(wanted)),
      );
}
