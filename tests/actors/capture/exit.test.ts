import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { captureExit } from '../../../actors/capture/exit.ts';
import type { ProcessExit } from '../../../actors/process/start-process.ts';
import { trackerExit } from '../../../actors/tracker/exit.ts';
import { exitWords } from '../../../keeper/words.ts';

const exits = suite('exits');

const exit = (more: Partial<ProcessExit>): ProcessExit => ({
  code: null,
  signal: null,
  lastLines: [],
  ...more,
});
const said = { detail: null, hasFrame: true, killed: [] };
const known = { stallSeconds: 10, firstFrameSeconds: 30, segmentSeconds: 60 };

exits('every exit code of capture is a cause, everything else a crash', () => {
  const causes = {
    0: 'asked',
    20: 'end-of-stream',
    21: 'stalled',
    22: 'too-fast',
    23: 'ffmpeg-died',
    24: 'ring-unusable',
    25: 'ffmpeg-not-started',
    1: 'crashed',
    64: 'crashed',
    127: 'crashed',
  };
  for (const [code, cause] of Object.entries(causes)) {
    assert.is(captureExit(exit({ code: Number(code) }), said).cause, cause, code);
  }
  assert.is(captureExit(exit({ signal: 'SIGKILL' }), said).cause, 'crashed');
});

exits('a stall says which of the two time-outs has passed', () => {
  const early = captureExit(exit({ code: 21 }), { ...said, hasFrame: false });
  const later = captureExit(exit({ code: 21 }), said);
  assert.is(exitWords(early, known), 'no frame within 30 s of its start');
  assert.is(exitWords(later, known), 'no frame for 10 s');
});

exits('what capture had to kill is told, and nothing where it had not to', () => {
  assert.equal(captureExit(exit({ code: 0 }), { ...said, killed: ['ffmpeg'] }).killed, ['ffmpeg']);
  assert.not.ok('killed' in captureExit(exit({ code: 0 }), said));
});

exits('a tracker ended as asked, crashed, or was unable to attach', () => {
  const causeOf = (more: Partial<ProcessExit>) => trackerExit(exit(more)).cause;
  assert.is(causeOf({ code: 0 }), 'asked');
  assert.is(causeOf({ code: 1 }), 'crashed');
  assert.is(causeOf({ signal: 'SIGSEGV' }), 'crashed');
  assert.is(causeOf({ code: 24 }), 'ring-unusable');
});

exits('words tell the cause and the last line', () => {
  const died = { ...exit({ code: 23 }), cause: 'ffmpeg-died', detail: 'exit 1' } as const;
  assert.is(
    exitWords({ ...died, lastLines: ['a', 'refused'] }),
    'ffmpeg ended with exit 1: refused',
  );
  assert.is(exitWords({ ...died, detail: null }), 'ffmpeg ended with a failure');
  const asked = { ...died, cause: 'asked', lastLines: ['bye'] } as const;
  assert.is(exitWords(asked), 'stopped as asked', 'what it said then explains nothing');
  const crashed = { ...died, cause: 'crashed', code: null, signal: 'SIGSEGV' } as const;
  assert.is(exitWords(crashed), 'ended with signal SIGSEGV');
  assert.is(exitWords({ ...crashed, code: 3, signal: null }), 'ended with exit code 3');
});

exits.run();
