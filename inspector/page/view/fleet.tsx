import { useMemo, useState } from 'preact/hooks';
import type { Sign } from '../model/look.ts';
import { type Column, chosen, counted, type Order, type Rows } from '../model/rows.ts';
import type { PageState } from '../session/state.ts';
import { FleetFilter } from './fleet-filter.tsx';
import { FleetHead } from './fleet-head.tsx';
import { FleetRow, useRowHeight } from './fleet-row.tsx';
import { Mosaic } from './mosaic.tsx';
import { useSelected } from './session-context.ts';
import { Windowed } from './windowed.tsx';

/** Every camera. */
export function Fleet() {
  const rows = useRows();
  const [text, setText] = useState('');
  const [sign, setSign] = useState<Sign | null>(null);
  const [order, setOrder] = useState<Order>({ column: 'name', isDescending: false });
  const heightOf = useRowHeight();
  const shown = useMemo(() => chosen(rows, { text, sign, order }), [rows, text, sign, order]);
  const counts = useMemo(() => counted(rows), [rows]);
  return (
    <section class="fleet" aria-label="Cameras">
      <FleetFilter {...{ text, setText, sign, setSign, counts, total: rows.size }} />
      <Mosaic rows={shown} />
      <div class="table" role="table" aria-label="Cameras" aria-rowcount={shown.length + 1}>
        <FleetHead order={order} sortBy={(column) => setOrder(turned(order, column))} />
        <Windowed
          items={shown}
          heightOf={heightOf}
          keyOf={(row) => row.name}
          class="rows"
          label={`${shown.length} of ${rows.size} cameras`}
          role="rowgroup"
        >
          {(row, index) => <FleetRow row={row} index={index} />}
        </Windowed>
        {shown.length === 0 && <NoRows isEmpty={rows.size === 0} />}
      </div>
    </section>
  );
}

function NoRows({ isEmpty }: { readonly isEmpty: boolean }) {
  const isWaiting = useSelected(({ keeper }) => keeper === null);
  if (isWaiting) return <p class="nothing">Waiting for the keeper…</p>;
  return <p class="nothing">{isEmpty ? 'No cameras yet.' : 'No camera is like that.'}</p>;
}

/** Those of the time that is shown. */
function useRows(): Rows {
  const now = useSelected(({ rows }) => rows);
  const then = useSelected(pastRows);
  return useMemo(
    () => (then === null ? now : new Map(then.map((row) => [row.name, row]))),
    [now, then],
  );
}

const pastRows = ({ moment }: PageState) => moment?.fleet?.cameras ?? null;

function turned(order: Order, column: Column): Order {
  const isSame = order.column === column;
  return { column, isDescending: isSame ? !order.isDescending : false };
}
