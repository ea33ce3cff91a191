import {
  type AnyActorLogic,
  type AnyActorRef,
  type AnyMachineSnapshot,
  createActor,
  createMachine,
  type EventObject,
  fromCallback,
} from 'xstate';
import { numberedClock } from '../../actors/door/clock.ts';
import { jumpingTime } from '../../actors/door/jumping-time.ts';
import { leafOf } from '../machines/truths.ts';

/** An event, or what makes one; null: nothing but time, up to the next timer. */
export type Stimulus = readonly [name: string, event: EventObject | null];

export type Subject = {
  readonly logic: AnyActorLogic;
  readonly input: unknown;
  readonly alphabet: readonly Stimulus[];
  /** What tells two snapshots of one state apart, as far as it matters. */
  readonly distinguish?: (snapshot: AnyMachineSnapshot) => string;
};

export type Explored = {
  /** Every leaf state that was reached. */
  readonly states: ReadonlySet<string>;
  /** State × event pairs that were tried. */
  readonly pairs: number;
  /** What threw, with the way that leads there. */
  readonly failures: readonly string[];
};

const situationsMax = 400;

/**
 * Sends every event of the alphabet in every situation that can be reached by them, breadth first
 * from the start. A machine with `invoke` and `after` is walked as it runs, for its pure
 * transitions do not know its children.
 */
export function explore(subject: Subject): Explored {
  const ways = new Map<string, readonly Stimulus[]>([['(start)', []]]);
  const states = new Set<string>();
  const failures: string[] = [];
  let pairs = 0;
  for (const [, way] of ways) {
    for (const stimulus of subject.alphabet) {
      const reached = walk(subject, [...way, stimulus]);
      pairs++;
      if (reached.status === 'error') {
        const names = [...way, stimulus].map(([name]) => name);
        failures.push(`${names.join(' → ')}: ${reached.error}`);
        continue;
      }
      states.add(leafOf(reached.value));
      const situation = `${leafOf(reached.value)} ${subject.distinguish?.(reached) ?? ''}`;
      if (reached.status === 'active' && !ways.has(situation)) {
        if (ways.size >= situationsMax) throw new Error(`no end of situations: ${situation}`);
        ways.set(situation, [...way, stimulus]);
      }
    }
  }
  return { states, pairs, failures };
}

function walk({ logic, input }: Subject, way: readonly Stimulus[]): AnyMachineSnapshot {
  const time = jumpingTime();
  const root = createActor(hostOf(logic, input), { clock: numberedClock(time, () => {}) });
  root.start();
  const subject: AnyActorRef = root.getSnapshot().children.subject!;
  for (const [, event] of way) {
    if (event) subject.send(event);
    else time.jumpTo(time.nextAtMs() ?? time.nowMs());
  }
  const snapshot = subject.getSnapshot();
  root.stop();
  return snapshot;
}

/** A parent that hears everything, and a gate that grants nothing by itself. */
const hostOf = (logic: AnyActorLogic, input: unknown) =>
  createMachine({
    invoke: [
      { src: silent, systemId: 'hostGate' },
      { id: 'subject', src: logic, input },
    ],
    on: { '*': {}, 'xstate.error.actor.subject': {} },
  });

/** An actor that does nothing. */
export const silent = fromCallback(() => {});
