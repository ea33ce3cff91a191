import type { TrackerResult } from '../../../index.ts';

/** The results of one camera since its tracker began, by the numbers of frames and results. */
export type Course = {
  readonly frames: number;
  /** Numbers of frames that no result came of. */
  readonly framesMissing: number;
  readonly resultsMissing: number;
  /** Every frame was newer than the one before. */
  readonly isOrdered: boolean;
  readonly last: { readonly frame: number; readonly result: number };
};

export class Courses {
  readonly #courses = new Map<string, Course>();

  readonly note = ({ camera, sequence, frame }: TrackerResult): void => {
    const before = this.#courses.get(camera);
    const last = { frame: frame.sequence, result: sequence };
    if (!before || sequence <= before.last.result) {
      this.#courses.set(camera, { ...fresh, last });
      return;
    }
    this.#courses.set(camera, {
      frames: before.frames + 1,
      framesMissing: before.framesMissing + Math.max(0, last.frame - before.last.frame - 1),
      resultsMissing: before.resultsMissing + last.result - before.last.result - 1,
      isOrdered: before.isOrdered && last.frame > before.last.frame,
      last,
    });
  };

  all(): Readonly<Record<string, Course>> {
    return Object.fromEntries(this.#courses);
  }
}

const fresh = { frames: 1, framesMissing: 0, resultsMissing: 0, isOrdered: true };
