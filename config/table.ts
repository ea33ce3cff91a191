/**
 * Values by name, in order, as plain data. A record of a thousand names costs half a millisecond to
 * copy, this costs microseconds; whoever looks up many names takes a `finder`.
 */
export type Table<Value> = readonly (readonly [name: string, value: Value])[];

export const find = <Value>(table: Table<Value>, name: string): Value | null => finder(table)(name);

/** Quick where the names that it is asked for come in the order of the table. */
export function finder<Value>(table: Table<Value>): (name: string) => Value | null {
  const indexOf = seeker(table);
  return (name) => table[indexOf(name)]?.[1] ?? null;
}

/** In the place of those of the same names, new ones at the end. */
export function put<Value>(table: Table<Value>, rows: Table<Value>): Table<Value> {
  const indexOf = seeker(table);
  const next = [...table];
  for (const row of rows) {
    const index = indexOf(row[0]);
    if (index < 0) next.push(row);
    else next[index] = row;
  }
  return next;
}

/** With that one alone, or empty. */
export function pick<Value>(table: Table<Value>, name: string): Table<Value> {
  const row = table[seeker(table)(name)];
  return row ? [row] : [];
}

export const drop = <Value>(table: Table<Value>, name: string): Table<Value> =>
  table.filter((row) => row[0] !== name);

/** Of rows that are not the very same in both; those before and behind all changes are left out. */
export function touched(before: Table<unknown>, after: Table<unknown>): readonly string[] {
  if (before === after) return [];
  const length = Math.min(before.length, after.length);
  let start = 0;
  while (start < length && before[start] === after[start]) start++;
  let end = 0;
  while (end < length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const rows = [before, after].flatMap((table) => table.slice(start, table.length - end));
  return [...new Set(rows.map(([name]) => name))];
}

/** Begins to look where it found something last; -1: not there. */
function seeker(table: Table<unknown>): (name: string) => number {
  let last = 0;
  return (name) => {
    for (let steps = 0, index = last; steps < table.length; steps++, index++) {
      if (index === table.length) index = 0;
      if (table[index]![0] !== name) continue;
      last = index;
      return index;
    }
    return -1;
  };
}
