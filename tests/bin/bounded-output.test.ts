import { Writable } from 'node:stream';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { BoundedOutput } from '../../bin/run/bounded-output.ts';

const boundedOutput = suite('bounded output');

/** Reads only when it is told to. */
function slowReader() {
  const read: string[] = [];
  let goOn = () => {};
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _, done) {
      read.push(chunk);
      goOn = done;
    },
  });
  return { stream: stream as unknown as NodeJS.WriteStream, read, goOn: () => goOn() };
}

const line = `${'x'.repeat(1023)}\n`;

boundedOutput('holds no more than a bound, and tells afterwards what was left out', async () => {
  const { stream, read, goOn } = slowReader();
  const output = new BoundedOutput(stream, (lines) => `lost ${lines}\n`);
  for (let count = 0; count < 3000; count++) output.write(line);
  assert.ok(stream.writableLength < 1.1 * 2 ** 20);
  while (stream.writableLength > 0) {
    goOn();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const kept = read.length;
  assert.ok(kept > 1000 && kept < 3000);
  output.write('again\n');
  goOn();
  goOn();
  assert.equal(read.slice(kept), [`lost ${3000 - kept}\n`, 'again\n']);
});

boundedOutput('writes nothing to a stream that was closed', () => {
  const { stream, read } = slowReader();
  stream.destroy();
  new BoundedOutput(stream, () => '').write(line);
  assert.equal(read, []);
});

boundedOutput.run();
