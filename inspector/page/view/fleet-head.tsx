import type { Column, Order } from '../model/rows.ts';

const columns: readonly (readonly [column: Column | null, words: string])[] = [
  [null, ''],
  ['name', 'Camera'],
  ['state', 'State'],
  ['since', 'Since'],
  [null, 'Reason'],
  ['next', 'Next'],
  ['fps', 'fps'],
  ['dropped', 'Dropped'],
];

type FleetHeadProps = { readonly order: Order; readonly sortBy: (column: Column) => void };

export function FleetHead({ order, sortBy }: FleetHeadProps) {
  return (
    <div class="head row" role="row">
      {columns.map(([column, words], index) => {
        const sort = column === null ? undefined : sortOf(column, order);
        return (
          <span
            key={words}
            class={`cell cell-${index}`}
            role="columnheader"
            {...(sort === undefined ? {} : { 'aria-sort': sort })}
          >
            {column === null ? (
              words || <span class="unseen">Picture</span>
            ) : (
              <button type="button" onClick={() => sortBy(column)}>
                {words}
                <span aria-hidden="true">{arrows[sort ?? 'none']}</span>
              </button>
            )}
          </span>
        );
      })}
    </div>
  );
}

const arrows = { ascending: ' ▲', descending: ' ▼', none: '' } as const;

function sortOf(column: Column, order: Order): keyof typeof arrows {
  if (order.column !== column) return 'none';
  return order.isDescending ? 'descending' : 'ascending';
}
