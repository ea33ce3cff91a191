/** What an actor heard, and what came of it. Told to the inspector's page as it is. */
export type StoryEvent = {
  /** Counts up from 1, over everything that was heard; what is missing was not kept. */
  readonly sequence: number;
  readonly at: number;
  /** Who heard it: `keeper`, `gate`, `camera:front`, `camera:front/capture`, `…/capture/run`. */
  readonly path: string;
  readonly event: string;
  /** Who said it: a path, `outside` or `timer`. */
  readonly from: string;
  /** The dotted state that it was in afterwards; null: no machine. */
  readonly state: string | null;
  /** The first transition that was taken, as the chart calls it. */
  readonly transition: string | null;
  /** Those that followed at once, without another event. */
  readonly further?: readonly string[];
  /** Of keeper and gate: the camera that it has to do with, if it has. */
  readonly about?: string;
  /** Of a camera whose state or reason is another one now. */
  readonly reason?: string;
};
