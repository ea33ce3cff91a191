export type Column<Row> = {
  readonly title: string;
  readonly cell: (row: Row) => string;
  /** Numbers stand at the right. */
  readonly right?: true;
};

/**
 * Lines of a table under its titles, aligned, without colours. The last column is not filled up.
 */
export function layOut<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[] {
  const lines = [columns.map(({ title }) => title)];
  for (const row of rows) lines.push(columns.map(({ cell }) => cell(row)));
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]!.length)));
  return lines.map((cells) => {
    const filled = cells.map((cell, index) => {
      return columns[index]!.right ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!);
    });
    return filled.join('  ').trimEnd();
  });
}
