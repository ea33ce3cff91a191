import { chartOf } from '../../charts/chart-of.ts';
import type { LaidOutChart } from '../../charts/laid-out.ts';
import { machines } from '../../charts/machines.ts';
import type { ChartModel } from '../../charts/model.ts';
import type { InspectedChart } from '../api.ts';
import { truthsOf } from './truths.ts';

type LayOut = (model: ChartModel) => Promise<LaidOutChart> | LaidOutChart | null;

/** The answer to `/api/charts`; null when a chart has no layout. */
export async function inspectedCharts(layOut: LayOut): Promise<string | null> {
  const charts: InspectedChart[] = [];
  for (const [name, machine] of Object.entries(machines)) {
    const chart = await layOut(chartOf(machine));
    if (chart === null) return null;
    charts.push({ ...chart, truths: await truthsOf(name) });
  }
  return JSON.stringify(charts);
}
