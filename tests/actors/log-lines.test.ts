import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { LogLines, lineSplitter, printable } from '../../actors/log-lines.ts';

const logLines = suite('log lines');

function split(...chunks: string[]): string[] {
  const lines: string[] = [];
  const splitter = lineSplitter((line) => lines.push(line));
  chunks.forEach(splitter.push);
  splitter.end();
  return lines;
}

logLines('lines are put together from chunks, whatever ends them; blank ones are left out', () => {
  assert.equal(split('a\nb', 'c\r\nd\re\n\n \n'), ['a', 'bc', 'd', 'e']);
});

logLines('what a process said last is kept without an end of line', () => {
  assert.equal(split('one\ntwo'), ['one', 'two']);
});

logLines(
  'a line that never ends is kept to its limit, and what follows is a line of its own',
  () => {
    const [endless, next] = split('x'.repeat(5_000), 'x'.repeat(100_000), '\nnext\n');
    assert.is(next, 'next');
    assert.is(printable(endless!), `${'x'.repeat(4096)}…`);
  },
);

logLines('credentials are masked, also where the cut goes through them', () => {
  assert.is(printable('rtsp://admin:hunter2@host/'), 'rtsp://*:*@host/');
  for (const length of [4060, 4080, 4085, 4090, 4095]) {
    const shown = printable(`${' '.repeat(length)}rtsp://admin:hunter2@host/stream`);
    assert.not.match(shown, /admin|hunter|:h/, `from ${length}`);
    const encoded = printable(`${' '.repeat(length)}rtsp%3A%2F%2Fadmin%3Ahunter2%40host`);
    assert.not.match(encoded, /hunter/, `encoded, from ${length}`);
  }
  const [split1] = split(`${' '.repeat(10)}rtsp://admin:${'p'.repeat(4090)}`, 'qqq@host\n');
  assert.not.match(printable(split1!), /admin|pp/);
});

logLines('a line with many colons and slashes does not block', () => {
  const started = performance.now();
  printable('://'.repeat(40_000));
  assert.ok(performance.now() - started < 5_000);
});

logLines('the last hundred of each path, in order, told as they come, without credentials', () => {
  const told: string[] = [];
  const logs = new LogLines(({ text }) => told.push(text));
  for (let n = 0; n < 150; n++) logs.add('camera:front/capture', `line ${n}`);
  assert.is(logs.add('camera:front/tracker', 'http://u:p@h'), 'http://*:*@h');
  logs.add('camera:front_door/capture', 'another');
  const lines = logs.under('camera:front').map(({ text }) => text);
  assert.is(lines.length, 101);
  assert.is(lines[0], 'line 50');
  assert.is(lines.at(-1), 'http://*:*@h');
  assert.is(told.length, 152);
  logs.forget('camera:front');
  assert.equal(logs.under('camera:front'), []);
  assert.is(logs.under('camera:front_door').length, 1, 'another camera whose name begins alike');
});

logLines.run();
