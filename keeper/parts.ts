import { LogLines } from '../actors/log-lines.ts';
import { Demand } from '../actors/tracker/demand.ts';
import type { ConfigProblem } from '../config/problems.ts';
import { stopCameraWithinMs } from '../machines/policy.ts';
import { realClocks } from './clocks.ts';
import { Failures } from './failures.ts';
import { type Guard, guardWith, toldSafely } from './guard.ts';
import { hears } from './hears.ts';
import type { Journaling } from './journaling.ts';
import { LastingState } from './lasting-state.ts';
import type { OwnWorld } from './make-world.ts';
import { memoryWarner } from './memory-status.ts';
import { Observer } from './observer.ts';
import type { KeeperOptions } from './options.ts';
import type { Story } from './story.ts';
import { Streams } from './streams.ts';
import type { Surfaces } from './surfaces.ts';
import { type EdgesOf, type KeeperSystem, realEdges } from './system.ts';
import { Wishes } from './wishes.ts';

/** What there is once the machines are joined with the world. */
export type Running = {
  readonly world: OwnWorld;
  readonly system: KeeperSystem;
  /** Starts the machines, and what is written down of them. */
  readonly begin: () => void;
};

/**
 * What a keeper consists of, and who of it hears whom: the same from its making to its end, besides
 * what is open.
 */
export class Parts {
  readonly options: KeeperOptions;
  readonly edgesOf: EdgesOf;
  readonly onTrouble: (error: unknown) => void;
  readonly guard: Guard;
  readonly streams: Streams;
  readonly logs: LogLines;
  readonly demand: Demand;
  readonly observer: Observer;
  readonly lasting: LastingState;
  readonly failures: Failures;
  readonly wishes: Wishes;
  /** null: nothing is open. */
  surfaces: Surfaces | null = null;
  journaling: Journaling | null = null;
  /** null: nobody wants to see the past. */
  story: Story | null = null;
  /** null: nothing was begun that a command could stop. */
  running: Running | null = null;

  get stopWithinMs(): number {
    return this.options.stopWithinMs ?? stopCameraWithinMs;
  }

  constructor(options: KeeperOptions, edgesOf: EdgesOf = realEdges(options.processes)) {
    this.options = options;
    this.edgesOf = edgesOf;
    this.onTrouble = toldSafely(options.onTrouble);
    this.guard = guardWith(this.onTrouble);
    const streams = new Streams(this.onTrouble);
    this.streams = streams;
    this.logs = new LogLines((line) => streams.lines$.next(line), realClocks.wallMs);
    this.demand = new Demand(
      () => streams.results$.observed || this.surfaces?.publisher.isHeardOutside === true,
    );
    const onWarning = (warning: ConfigProblem) => streams.warnings$.next(warning);
    this.lasting = new LastingState({ path: options.store ?? null, onWarning });
    const journaling = () => this.journaling;
    this.failures = new Failures({ store: options.store ?? null, journaling, tell: onWarning });
    this.observer = new Observer(
      hears({
        bus: () => this.surfaces?.publisher,
        holdings: () => this.running?.world.holdings,
        onCameras: memoryWarner({ budget: () => this.running?.world.budget, warn: onWarning }),
        lasting: this.lasting,
        failures: this.failures,
        logs: this.logs,
        states$: streams.states$,
        leftovers$: streams.leftovers$,
      }),
      realClocks,
    );
    this.wishes = new Wishes({
      options,
      lasting: this.lasting,
      budget: () => this.running?.world.budget,
      hears: {
        onWarning,
        onRejected: (problems) => streams.rejections$.next(problems),
        plans$: streams.plans$,
      },
    });
  }
}
