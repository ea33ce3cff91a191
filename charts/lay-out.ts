import type { ElkNode, LayoutOptions } from 'elkjs/lib/elk-api.js';
import { effort } from './effort.ts';
import { elkGraph, type Flow } from './elk-graph.ts';
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
    'edgeLabels.centerLabelPlacementStrategy': 'TAIL_LAYER',
  }),
};

const flows: readonly Flow[] = [
  { outer: 'DOWN', inner: 'RIGHT' },
  { outer: 'RIGHT', inner: 'DOWN' },
];
const placements = ['BRANDES_KOEPF', 'NETWORK_SIMPLEX'];

/**
 * A place for everything in a chart: the one that is easiest to read of some that ELK finds. The
 * same chart always gets the same.
 */
export async function layOut(model: ChartModel): Promise<LaidOutChart> {
  const imported = await import('elkjs/lib/elk.bundled.js'); // 1.5 MB
  const elk = new imported.default.default();
  let best: LaidOutChart | null = null;
  for (const { flow, options } of candidates()) {
    const graph: ElkNode = await elk.layout(elkGraph(model, flow, options));
    const chart = placesIn(graph, model);
    if (best === null || effort(chart) < effort(best)) best = chart;
  }
  return best!;
}

function candidates() {
  return flows.flatMap((flow) =>
    placements.map((placement) => ({
      flow,
      options: { ...common, ...layered({ 'nodePlacement.strategy': placement }) },
    })),
  );
}
