import { NEVER } from 'rxjs';
import type { Keeper } from '../../index.ts';
import { RunningKeeper } from '../../keeper/running-keeper.ts';
import { scriptedEdges } from '../../replay/world/simulation.ts';
import { emptyWorld, type World } from '../../replay/world/world.ts';

export type SimulatedKeeper = { readonly keeper: Keeper; readonly world: World };

/** So quick are its processes: the gate lets four start at a time. */
const readyMs = 10;

/**
 * A whole keeper (machines, door, journal, bus, observer, commands), and only processes and memory
 * are made up.
 */
export function simulatedKeeper(
  names: readonly string[],
  runtimeDirectory: string,
): SimulatedKeeper {
  const world = emptyWorld({ behave: () => ({ readyMs }) }, { later: inRealTime, note: () => {} });
  const cameras = Object.fromEntries(names.map((name) => [name, camera(name)]));
  const keeper = new RunningKeeper({ config: { cameras }, runtimeDirectory }, ({ door }) =>
    scriptedEdges(() => ({ door, world, config$: NEVER })),
  );
  return { keeper, world };
}

/** Its recording can come and go while it runs. */
const camera = (name: string) => ({
  ffmpeg: { inputs: [{ path: `rtsp://${name}/live`, roles: ['detect', 'record'] }] },
  detect: { width: 1280, height: 720, fps: 5 },
  record: { enabled: true },
});

function inRealTime(fire: () => void, delayMs: number): () => void {
  const timer = setTimeout(fire, delayMs).unref();
  return () => clearTimeout(timer);
}
