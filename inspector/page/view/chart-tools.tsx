import type { LaidOutChart } from '../../../charts/laid-out.ts';
import type { Lights } from '../model/chart-lights.ts';

type ChartToolsProps = {
  /** null: as it fits best. */
  readonly zoom: (factor: number | null) => void;
  readonly fit: () => void;
  readonly follows: boolean;
  readonly setFollows: (follows: boolean) => void;
  readonly scale: number;
  readonly lights: Lights;
  readonly chart: LaidOutChart | null;
};

const step = 1.25;

export function ChartTools(props: ChartToolsProps) {
  const { zoom, fit, follows, setFollows, scale, lights, chart } = props;
  const last = [...lights.traced].map((transition) => wordsOf(transition, chart));
  return (
    <div class="chart-tools">
      <span class="last" title={last.join(', then ')}>
        {last.length > 0 && (
          <>
            <b>last</b> {last.join(', then ')}
          </>
        )}
      </span>
      <span class="zoom" role="group" aria-label="Size of the chart">
        <button type="button" data-key="-" aria-label="Smaller" onClick={() => zoom(1 / step)}>
          −
        </button>
        <button type="button" data-key="0" title="As it fits best" onClick={() => zoom(null)}>
          {Math.round(scale * 100)} %
        </button>
        <button type="button" data-key="+" aria-label="Larger" onClick={() => zoom(step)}>
          +
        </button>
        <button type="button" data-key="w" onClick={fit}>
          Whole
        </button>
        <button
          type="button"
          data-key="f"
          aria-pressed={follows}
          onClick={() => setFollows(!follows)}
        >
          Follow
        </button>
      </span>
    </div>
  );
}

/** What stands at its arrow; of one that has none, its name without the number. */
function wordsOf(transition: string, chart: LaidOutChart | null): string {
  const label = chart?.arrows.find((arrow) => arrow.transition === transition)?.label;
  const spans = label?.lines.flatMap((line) => line.spans) ?? [];
  const words = spans.filter(({ tone }) => tone === 'trigger' || tone === 'guard');
  const text = words.map(({ text }) => text.trim()).join(' ');
  return text === '' ? transition.replace(/ \d+$/, '') : text;
}
