import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ProcessExit } from '../../../actors/process/start-process.ts';
import { recorderExit } from '../../../actors/recorder/exit.ts';
import { exitWords } from '../../../keeper/words.ts';

const exits = suite('recorder exit');

const exit = (more: Partial<ProcessExit>): ProcessExit => ({
  code: null,
  signal: null,
  lastLines: [],
  ...more,
});

const table: readonly [Partial<ProcessExit>, boolean, string, string][] = [
  [{ code: 0 }, false, 'end-of-stream', 'the stream ended'],
  [{ code: 1 }, false, 'ffmpeg-died', 'ffmpeg ended with exit 1'],
  [{ code: 127 }, false, 'ffmpeg-not-started', 'ffmpeg could not be started'],
  [{ signal: 'SIGSEGV' }, false, 'crashed', 'ended with signal SIGSEGV'],
  [{ signal: 'SIGSEGV' }, true, 'disk-full', 'disk full: 5 MB needed in /r'],
];
for (const [more, isFull, cause, words] of table) {
  exits(`${JSON.stringify(more)} is ${cause}`, () => {
    const data = recorderExit(exit(more), isFull, '5 MB needed in /r');
    assert.is(data.cause, cause);
    assert.is(exitWords(data), words);
  });
}

exits('a stale recording says for how long', () => {
  const known = { stallSeconds: 1, firstFrameSeconds: 1, segmentSeconds: 60 };
  const data = { ...recorderExit(exit({ code: 255 }), false, ''), cause: 'stale' as const };
  assert.is(exitWords(data, known), 'wrote nothing to a segment for 60 s');
});

exits.run();
