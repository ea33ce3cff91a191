import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

type WindowedProps<Item> = {
  readonly items: readonly Item[];
  readonly heightOf: number;
  readonly keyOf: (item: Item) => string | number;
  readonly children: (item: Item, index: number) => ComponentChildren;
  /** Stays at the end when it is there and something is added. */
  readonly sticksToEnd?: boolean;
  readonly class: string;
  readonly label: string;
  readonly role?: 'rowgroup' | 'list';
};

/** Rows drawn beyond what is seen, so that none is missing while scrolling. */
const margin = 6;
const nearEndPx = 40;

/** A list of rows of one height, of which only those in sight are drawn. */
export function Windowed<Item>(props: WindowedProps<Item>) {
  const { items, heightOf, keyOf, children } = props;
  const { place, view, scrolled } = useView(items.length, props.sticksToEnd ?? false);
  const first = Math.max(0, Math.floor(view.top / heightOf) - margin);
  const end = Math.min(items.length, Math.ceil((view.top + view.height) / heightOf) + margin);
  return (
    <div ref={place} class={`windowed ${props.class}`} onScroll={scrolled} tabIndex={-1}>
      <div
        class="all-of-it"
        style={{ height: `${items.length * heightOf}px` }}
        role={props.role ?? 'list'}
        aria-label={props.label}
      >
        {items.slice(first, end).map((item, offset) => {
          const index = first + offset;
          const style = { transform: `translateY(${index * heightOf}px)`, height: `${heightOf}px` };
          return (
            <div class="placed" key={keyOf(item)} style={style} role="presentation">
              {children(item, index)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function useView(count: number, sticksToEnd: boolean) {
  const place = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  const isAtEnd = useRef(true);
  const look = () => {
    const box = place.current;
    if (box === null) return;
    const { scrollTop: top, clientHeight: height } = box;
    setView((old) => (old.top === top && old.height === height ? old : { top, height }));
  };
  const scrolled = () => {
    const box = place.current;
    if (box) isAtEnd.current = box.scrollTop + box.clientHeight >= box.scrollHeight - nearEndPx;
    look();
  };
  useEffect(() => {
    const observer = new ResizeObserver(look);
    if (place.current) observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const box = place.current;
    if (sticksToEnd && isAtEnd.current && box) box.scrollTop = box.scrollHeight;
    look();
  }, [count, sticksToEnd]);
  return { place, view, scrolled };
}
