import type { KeeperOutput } from '../machines/keeper-context.ts';

/** What a stop did not do in order. */
export type Violence = {
  /** `front capture`, `front ffmpeg`. */
  readonly forced: readonly string[];
  readonly abandoned: readonly string[];
};

export function violenceIn(result: KeeperOutput): Violence {
  const cameras = Object.entries(result.cameras);
  const forced = cameras.flatMap(([name, camera]) => camera.forced.map((one) => `${name} ${one}`));
  const left = cameras.flatMap(([name, camera]) =>
    camera.abandoned.map((one) => (one.startsWith(`${name}/`) ? one : `${name} ${one}`)),
  );
  return { forced, abandoned: [...new Set([...left, ...result.abandoned])] };
}

/** To be put behind `stopped`: nothing where all went in order. */
export function violenceWords({ forced, abandoned }: Violence): string {
  const killed = forced.length === 0 ? '' : `; had to be killed: ${forced.join(', ')}`;
  const left = abandoned.length === 0 ? '' : `; left behind: ${abandoned.join(', ')}`;
  return killed + left;
}
