import { headPath, linePath } from '../../../charts/arrow-shape.ts';
import type { Arrow, Box, LaidOutChart, Line } from '../../../charts/laid-out.ts';
import type { DelayRow } from '../../api.ts';
import { delayOf, type Lights, lightOf } from '../model/chart-lights.ts';
import { CountdownText } from './next-action.tsx';

type ChartProps = {
  readonly chart: LaidOutChart;
  readonly lights: Lights;
  readonly delays: readonly DelayRow[];
  readonly scale: number;
};

/** As in docs/machines, with what is true now lit up. */
export function Chart({ chart, lights, delays, scale }: ChartProps) {
  const { id, width, height, boxes, arrows } = chart;
  const traced = arrows.filter((arrow) => isTraced(arrow, lights));
  const others = arrows.filter((arrow) => !isTraced(arrow, lights));
  return (
    <svg
      class="chart"
      role="img"
      aria-label={`State chart of ${id}; current state: ${lights.state || 'unknown'}`}
      viewBox={`0 0 ${width} ${height}`}
      width={width * scale}
      height={height * scale}
    >
      {boxes.map((box) => (
        <StateBox key={`${box.kind} ${box.path}`} box={box} lights={lights} />
      ))}
      {[...others, ...traced].map((arrow) => (
        <ArrowLine key={keyOf(arrow, lights)} arrow={arrow} isTraced={isTraced(arrow, lights)} />
      ))}
      {arrows.map((arrow) => (
        <ArrowLabel key={keyOf(arrow)} arrow={arrow} isTraced={isTraced(arrow, lights)} />
      ))}
      {arrows.map((arrow) => {
        const delay = runningDelay(arrow, { lights, delays });
        return delay && <TimeLeft key={keyOf(arrow)} arrow={arrow} delay={delay} />;
      })}
    </svg>
  );
}

const isTraced = ({ transition }: Arrow, { traced }: Lights): boolean =>
  transition !== null && traced.has(transition);

/** With every step another one, so that the trace begins anew. */
const keyOf = (arrow: Arrow, lights: Lights | null = null): string => {
  const step = lights && isTraced(arrow, lights) ? lights.step : '';
  return `${arrow.transition ?? arrow.from} ${arrow.to} ${step}`;
};

function StateBox({ box, lights }: { readonly box: Box; readonly lights: Lights }) {
  const { kind, path, depth, lines, x, y, width, height } = box;
  if (kind === 'initial')
    return <circle class="dot" cx={x + width / 2} cy={y + height / 2} r={4} />;
  const light = kind === 'anywhere' ? null : lightOf(path, lights);
  const rule = lines.length > 1 && lines[0];
  return (
    <g class={`state ${kind} depth-${depth} ${light ?? ''}`} data-state={path}>
      <rect x={x} y={y} width={width} height={height} rx={8} />
      {kind === 'final' && (
        <rect class="inner" x={x + 3} y={y + 3} width={width - 6} height={height - 6} rx={5} />
      )}
      {rule && <path class="rule" d={`M${x} ${rule.y + 7}h${width}`} />}
      {lines.map((line, index) => (
        <TextLine key={index} line={line} isTraced={lights.touched.has(line.transition ?? '')} />
      ))}
      {light === 'lit' && <NowMark x={x + width} y={y} />}
    </g>
  );
}

/** Not by colour alone. */
function NowMark({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <g class="now-mark">
      <rect x={x - 34} y={y - 9} width={34} height={17} rx={8.5} />
      <text x={x - 17} y={y + 4} text-anchor="middle">
        now
      </text>
    </g>
  );
}

function TextLine({ line, isTraced }: { readonly line: Line; readonly isTraced: boolean }) {
  const { x, y, width, spans, transition } = line;
  return (
    <text
      class={isTraced ? 'traced' : ''}
      x={x}
      y={y}
      textLength={width}
      lengthAdjust="spacingAndGlyphs"
      {...(transition === null ? {} : { 'data-transition': transition })}
    >
      {spans.map(({ text, tone }, index) => (
        <tspan key={index} class={tone}>
          {text}
        </tspan>
      ))}
    </text>
  );
}

type ArrowProps = { readonly arrow: Arrow; readonly isTraced: boolean };

function ArrowLine({ arrow: { transition, kind, points }, isTraced }: ArrowProps) {
  return (
    <g class={`arrow ${kind} ${isTraced ? 'traced' : ''}`} data-transition={transition ?? ''}>
      {isTraced && <path class="glow" d={linePath(points)} />}
      <path class="line" d={linePath(points)} />
      <path class="head" d={headPath(points)} />
    </g>
  );
}

function ArrowLabel({ arrow: { transition, kind, label }, isTraced }: ArrowProps) {
  if (label === null) return null;
  const { lines, x, y, width, height } = label;
  return (
    <g class={`label ${kind} ${isTraced ? 'traced' : ''}`} data-transition={transition ?? ''}>
      <rect x={x} y={y} width={width} height={height} rx={6} />
      {lines.map((line, index) => (
        <TextLine key={index} line={line} isTraced={false} />
      ))}
    </g>
  );
}

type Running = { readonly lights: Lights; readonly delays: readonly DelayRow[] };

/** The delay that an arrow waits for, while its state is the one that waits. */
function runningDelay({ transition, kind, from }: Arrow, { lights, delays }: Running) {
  if (kind !== 'after' || transition === null || lightOf(from, lights) === null) return null;
  return delays.find(({ name }) => name === delayOf(transition)) ?? null;
}

function TimeLeft({ arrow, delay }: { readonly arrow: Arrow; readonly delay: DelayRow }) {
  const { x, y, width, height } = arrow.label ?? { ...arrow.points[0]!, width: 0, height: 0 };
  const middle = x + width / 2;
  return (
    <g class="time-left">
      <rect x={middle - 34} y={y + height - 3} width={68} height={18} rx={9} />
      <text x={middle} y={y + height + 10} text-anchor="middle">
        <CountdownText atMs={delay.endsMs} />
      </text>
    </g>
  );
}
