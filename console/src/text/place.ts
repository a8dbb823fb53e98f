/** Where in a definition a cursor stands, read from the text as it is: what is half written is no YAML yet. */

export interface Field {
  readonly value: string;
  readonly line: number;
}

/** A mapping around the cursor. */
export interface Level {
  /** The field that holds it, or the list that it is an item of; undefined for the definition itself. */
  readonly holder: string | undefined;
  readonly fields: ReadonlyMap<string, Field>;
}

export interface Place {
  /** The mapping that the cursor is in, and those around it, the definition itself last. */
  readonly levels: readonly Level[];
  /** The field whose value is being written; undefined where a field is. */
  readonly key: string | undefined;
  /** What of it stands before the cursor. */
  readonly typed: string;
}

interface Row {
  /** Columns of the dashes before it. */
  readonly dashes: readonly number[];
  readonly column: number;
  readonly key: string | undefined;
  readonly value: string;
}

const isBlank = (line: string): boolean => /^\s*(#.*)?$/.test(line);

export function rowOf(line: string): Row {
  const [lead = ''] = /^\s*(?:- +)*(?:-$)?/.exec(line) ?? [];
  const dashes = [...lead.matchAll(/-/g)].map((dash) => dash.index);
  const [, key, value = ''] = /^"?([\w.$-]+)"?:(?:\s+(.*))?$/.exec(line.slice(lead.length)) ?? [];
  return { dashes, column: lead.length, key, value: value.replace(/\s+#.*$/, '').trim() };
}

/** @param at Line and column from 0. */
export function placeAt(lines: readonly string[], at: { line: number; column: number }): Place {
  const before = (lines[at.line] ?? '').slice(0, at.column);
  const open = openBrace(before);
  if (open >= 0) {
    return inBraces(lines, at, open);
  }
  const row = rowOf(before);
  const levels = levelsAt(lines, at.line, row);
  const [, key, typed] = /^"?([\w.$-]+)"?:\s+(.*)$/.exec(before.slice(row.column)) ?? [];
  return { levels, key, typed: typed ?? before.slice(row.column) };
}

/** Where the innermost brace that is still open stands; -1 for none. */
function openBrace(before: string): number {
  const open: number[] = [];
  for (const { 0: brace, index } of before.matchAll(/[{}]|"[^"]*"|'[^']*'/g)) {
    if (brace === '{') {
      open.push(index);
    } else if (brace === '}') {
      open.pop();
    }
  }
  return open.at(-1) ?? -1;
}

function inBraces(lines: readonly string[], at: { line: number; column: number }, open: number): Place {
  const line = lines[at.line] ?? '';
  const outer = placeAt(lines, { line: at.line, column: open });
  const isItem = outer.key === undefined;
  const inner = line.slice(open + 1).replace(/}.*$/, '');
  const fields = new Map(
    inner.split(/,\s*/).flatMap((part): [string, Field][] => {
      const { key, value } = rowOf(part.trim());
      return key === undefined ? [] : [[key, { value, line: at.line }]];
    }),
  );
  const [own, ...around] = outer.levels;
  const level: Level = { holder: isItem ? own?.holder : outer.key, fields };
  const part = line
    .slice(open + 1, at.column)
    .split(/,\s*/)
    .at(-1)
    ?.trimStart();
  const [, key, typed] = /^"?([\w.$-]+)"?:\s+(.*)$/.exec(part ?? '') ?? [];
  return { levels: isItem ? [level, ...around] : [level, ...outer.levels], key, typed: typed ?? part ?? '' };
}

function levelsAt(lines: readonly string[], line: number, row: Row): Level[] {
  const levels: Level[] = [];
  let [column, at, dash] = [row.column, line, row.dashes.at(-1)];
  for (;;) {
    const { fields, first } = fieldsAround(lines, at, column);
    dash ??= first.dash;
    const holder = holderOf(lines, first.line, dash ?? column, dash !== undefined);
    levels.push({ holder: holder?.key, fields });
    if (holder === undefined) {
      return levels;
    }
    [column, at, dash] = [holder.column, holder.line, holder.dash];
  }
}

/** The fields of the mapping in this column, above the line and below it; and where it begins. */
function fieldsAround(lines: readonly string[], line: number, column: number) {
  const fields = new Map<string, Field>();
  const first = { line, dash: rowOf(lines[line] ?? '').dashes.findLast((each) => each < column) };
  const take = (at: number): boolean => {
    const text = lines[at] ?? '';
    const row = rowOf(text);
    if (!isBlank(text) && row.column === column && row.key !== undefined) {
      fields.set(row.key, { value: row.value, line: at });
    }
    return isBlank(text) || row.column >= column;
  };
  take(line);
  for (let at = line - 1; first.dash === undefined && at >= 0 && take(at); at -= 1) {
    const row = rowOf(lines[at] ?? '');
    if (row.column === column) {
      [first.line, first.dash] = [at, row.dashes.at(-1)];
    }
  }
  for (let at = line + 1; at < lines.length; at += 1) {
    const row = rowOf(lines[at] ?? '');
    if (row.dashes.some((dash) => dash < column) || !take(at)) {
      break;
    }
  }
  return { fields, first };
}

/** The field that holds what begins at this line: the nearest above that is further left and has no value of its own. */
function holderOf(lines: readonly string[], line: number, column: number, isItem: boolean) {
  for (let at = line - 1; at >= 0; at -= 1) {
    const row = rowOf(lines[at] ?? '');
    if (row.key !== undefined && (isItem ? row.column <= column : row.column < column)) {
      return row.value === '' ? { key: row.key, column: row.column, line: at, dash: row.dashes.at(-1) } : undefined;
    }
  }
  return undefined;
}
