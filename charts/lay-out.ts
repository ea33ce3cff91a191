import type { LayoutOptions } from 'elkjs/lib/elk-api.js';
import { effort } from './effort.ts';
import { elkGraph } from './elk-graph.ts';
import type { LaidOutChart } from './laid-out.ts';
import type { ChartModel } from './model.ts';
import { placesIn } from './places.ts';

const layered = (options: LayoutOptions): LayoutOptions =>
  Object.fromEntries(
    Object.entries(options).map(([name, value]) => [`elk.layered.${name}`, value]),
  );

const common: LayoutOptions = {
  'elk.algorithm': 'layered',
  'elk.hierarchyHandling': 'SEPARATE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
  'elk.padding': '[top=16,left=16,bottom=16,right=16]',
  ...layered({
    'cycleBreaking.strategy': 'DEPTH_FIRST',
    'compaction.postCompaction.strategy': 'EDGE_LENGTH',
  }),
};

const placements = ['BRANDES_KOEPF', 'NETWORK_SIMPLEX'];
/** Whether a label stands beside the state that its arrow leaves, or half way. */
const labelPlaces = ['TAIL_LAYER', 'MEDIAN_LAYER'];
/** Of the order in which ELK tries to disentangle lines. */
const seeds = ['1', '2', '3'];

/**
 * A place for everything in a chart: the one that is easiest to read of some that ELK finds. The
 * same chart always gets the same.
 */
export async function layOut(model: ChartModel): Promise<LaidOutChart> {
  const imported = await import('elkjs/lib/elk.bundled.js'); // 1.5 MB
  const elk = new imported.default.default();
  const tries = candidates().map(async (options) => {
    return placesIn(await elk.layout(elkGraph(model, options)), model);
  });
  const settled = await Promise.allSettled(tries); // it gives up on some
  const found = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const [best] = found.map((chart) => ({ chart, effort: effort(chart) })).sort(byEffort);
  if (best) return best.chart;
  throw new Error(`no layout of ${model.id} is found`, { cause: settled[0] });
}

type Rated = { readonly effort: number };
const byEffort = (one: Rated, other: Rated): number => one.effort - other.effort;

const candidates = (): LayoutOptions[] =>
  placements.flatMap((placement) =>
    labelPlaces.flatMap((labels) =>
      seeds.map((seed) => ({
        ...common,
        ...layered({
          'nodePlacement.strategy': placement,
          'edgeLabels.centerLabelPlacementStrategy': labels,
        }),
        'elk.randomSeed': seed,
      })),
    ),
  );
