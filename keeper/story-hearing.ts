import type { AnyActorRef, AnyTransitionDefinition } from 'xstate';
import { cameraOf } from '../machines/keeper-context.ts';
import { dotted } from './dotted.ts';
import type { Explanation } from './explain.ts';
import type { StoryEntry } from './story-ring.ts';
import { pathOf } from './trace.ts';

/** What is looked at of a snapshot. */
export type Sight = { readonly value?: unknown; readonly status: string };

/** An actor that never comes to what it was told is told no more than this. */
const waitingMax = 100;

/** One actor, and what it was told and has not come to yet: it takes one event after the other. */
export class Hearing {
  readonly actor: AnyActorRef;
  readonly path: string;
  readonly isFleet: boolean;
  readonly isBelowFleet: boolean;
  /** Whose machine it is. */
  readonly camera: string | null;
  sinceMs: number | null = null;
  #state: string | null = null;
  #value: unknown;
  #why: Explanation | null = null;
  #toldState: string | null = null;
  #waiting: StoryEntry[] = [];

  constructor(actor: AnyActorRef) {
    this.actor = actor;
    this.path = pathOf(actor);
    this.isFleet = actor.id === 'fleet';
    this.isBelowFleet = actor._parent?.id === 'fleet';
    this.camera = this.isBelowFleet ? cameraOf(this.path) : null;
  }

  hear(entry: StoryEntry): void {
    if (this.#waiting.length < waitingMax) this.#waiting.push(entry);
  }

  step(transitions: readonly AnyTransitionDefinition[]): void {
    const entry = this.#waiting[0];
    if (!entry || transitions.length === 0) return;
    entry.transitions =
      entry.transitions.length === 0 ? transitions : [...entry.transitions, ...transitions];
  }

  /** It has come to the state that the first one led to. */
  see({ value, status }: Sight, wallMs: () => number): StoryEntry | null {
    const entry = this.#waiting.shift();
    if (value !== undefined) this.#enter(value, wallMs);
    if (!entry || value === undefined) return null;
    entry.state = this.#state;
    entry.sinceMs = this.sinceMs!;
    entry.isLast = status !== 'active';
    return entry;
  }

  /** Whether its state or the reason for it is another one than when this was asked last. */
  isNews({ state, why }: StoryEntry): boolean {
    const isOther = state !== this.#toldState || why?.reason !== this.#why?.reason;
    this.#why = why;
    this.#toldState = state;
    return isOther;
  }

  #enter(value: unknown, wallMs: () => number): void {
    if (value === this.#value) return;
    this.#value = value;
    const state = dotted(value);
    if (state === this.#state) return;
    this.#state = state;
    this.sinceMs = wallMs();
  }
}
