import type { Commands } from '../../config/commands.ts';
import type { CommandRow } from './contracts.ts';

/** The same as rows, read: of a camera that was added, the section as the user gave it. */
export type Remembered = {
  readonly added: Readonly<Record<string, unknown>>;
  readonly hidden: Commands['hidden'];
  readonly wished: Commands['wished'];
};

/** Rows to what they mean. What cannot be read is told, a camera each, and left out. */
export function remember(
  rows: readonly CommandRow[],
  onUnreadable: (camera: string) => void,
): Remembered {
  const added = rows.flatMap(({ camera, section }) => {
    const value = section === null ? undefined : parsed(section);
    if (section !== null && value === undefined) onUnreadable(camera);
    return value === undefined ? [] : [[camera, value] as const];
  });
  const hidden = rows.filter((row) => row.hidden !== null);
  const wishes = rows.filter(({ wished }) => wished === 'on' || wished === 'off');
  return {
    added: Object.fromEntries(added),
    hidden: Object.fromEntries(hidden.map(({ camera, hidden }) => [camera, hidden!])),
    wished: Object.fromEntries(wishes.map(({ camera, wished }) => [camera, wished!])),
  };
}

/** What commands ask for now, as rows; `sections` has those of the cameras that were added. */
export function rowsOf({ added, hidden, wished }: Remembered): CommandRow[] {
  const cameras = [added, hidden, wished].flatMap((record) => Object.keys(record));
  return [...new Set(cameras)].map((camera) => ({
    camera,
    section: Object.hasOwn(added, camera) ? JSON.stringify(added[camera]) : null,
    hidden: Object.hasOwn(hidden, camera) ? hidden[camera]! : null,
    wished: Object.hasOwn(wished, camera) ? wished[camera]! : null,
  }));
}

/** undefined: it is no object. */
function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
