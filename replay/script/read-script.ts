import { createFindings, type Findings } from '../../config/findings.ts';
import type { KeyPath } from '../../config/problems.ts';
import { isMap } from '../../config/prune.ts';
import { validate } from '../../config/validate.ts';
import type { Beginning } from '../../keeper/replay.ts';
import { readCameras } from './read-cameras.ts';
import { bootedMs, readInputs } from './read-inputs.ts';
import { readTrace } from './read-trace.ts';
import { readWorld } from './read-world.ts';
import { type ScriptSection, scriptSection } from './schema.ts';
import type { Expected, RecordedRun, Script, TimedInput } from './script.ts';

/** Plain data to a script; null when it is wrong, which is told to `findings`. */
export function readScript(value: unknown, findings: Findings): Script | null {
  const section = validate(scriptSection, value, findings);
  if (section === null) {
    // what is wrong in the cameras is told in the same go
    if (isMap(value) && isMap(value.cameras)) readCameras(value.cameras, findings.at('cameras'));
    return null;
  }
  const isRecorded = section.recorded !== undefined;
  if (isRecorded && (section.cameras ?? section.world)) {
    findings.at('recorded').error('expected neither cameras nor world beside a recorded run');
  }
  const inputs = [...camerasFirst(section, findings), ...readInputs(section.inputs, findings)];
  const expected = section.expect === undefined ? null : readTrace(section.expect, findings);
  const script: Script = {
    world: readWorld(section.world ?? {}, findings.at('world')),
    inputs: inputs.toSorted((a, b) => a.atMs - b.atMs),
    fromMs: section.from ?? 0,
    untilMs: section.until ?? lastMs(inputs, expected ?? []),
    expected,
    recorded: isRecorded ? readRecorded(section.recorded!) : null,
  };
  return findings.errors.length === 0 ? script : null;
}

/** Again what was right before, with a part of it left out. */
export function readPart(value: unknown, path: KeyPath): Script | null {
  return readScript(value, createFindings(path));
}

function camerasFirst({ cameras }: ScriptSection, findings: Findings): TimedInput[] {
  if (cameras === undefined) return [];
  const read = readCameras(cameras, findings.at('cameras'));
  const words = `cameras: ${Object.keys(cameras).join(', ')}`;
  return [{ atMs: bootedMs, input: { type: 'cameras', cameras: read }, path: ['cameras'], words }];
}

/** The last time that is named; more where the end of the trace has none. */
function lastMs(inputs: readonly TimedInput[], expected: readonly Expected[]): number {
  const lines = expected.flatMap((line) => (line.anything ? [] : [line.atMs]));
  const times = [...inputs.map(({ atMs }) => atMs), ...lines.filter((at) => at !== null)];
  const last = Math.max(0, ...times);
  return lines.at(-1) === null ? last + untimedMs : last;
}

const untimedMs = 10_000;

type Recorded = NonNullable<ScriptSection['recorded']>;

function readRecorded({ start, checkpoint, late = {} }: Recorded): RecordedRun {
  const entries = Object.entries(late).map(([number, ms]) => [Number(number), ms] as const);
  return { ...({ start, checkpoint } as unknown as Beginning), lateMs: new Map(entries) };
}
