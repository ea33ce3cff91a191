import { changes } from './scenes/changes.ts';
import { commands } from './scenes/commands.ts';
import { crashes } from './scenes/crashes.ts';
import { failures } from './scenes/failures.ts';
import { forced } from './scenes/forced.ts';
import { killed } from './scenes/killed.ts';
import { life } from './scenes/life.ts';
import { recording } from './scenes/recording.ts';
import { rotated } from './scenes/rotated.ts';
import type { Stage } from './stage.ts';

/** What is recorded, by the name of its journal: `tests/journals/NAME.jsonl`. */
export const scenes: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  changes,
  commands,
  crashes,
  failures,
  forced,
  killed,
  life,
  recording,
  rotated,
};
