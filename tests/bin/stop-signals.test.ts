import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { StopSignals, type StopWish } from '../../bin/run/stop-signals.ts';

const stopSignals = suite('signals to stop');

type Heard = readonly [signal: NodeJS.Signals, atMs: number, means: StopWish];
const cases: Readonly<Record<string, readonly Heard[]>> = {
  'npm passes on the Ctrl-C that the terminal sent as well': [
    ['SIGINT', 0, 'stop'],
    ['SIGINT', 3, 'same'],
    ['SIGINT', 499, 'same'],
  ],
  'a second one, that is passed on as well, and a third': [
    ['SIGINT', 0, 'stop'],
    ['SIGINT', 3, 'same'],
    ['SIGINT', 1000, 'now'],
    ['SIGINT', 1004, 'same'],
    ['SIGINT', 1600, 'quit'],
  ],
  'another signal is another signal': [
    ['SIGTERM', 0, 'stop'],
    ['SIGINT', 10, 'now'],
    ['SIGTERM', 20, 'same'],
    ['SIGINT', 20, 'same'],
  ],
  'the half second counts from the one that counted': [
    ['SIGINT', 0, 'stop'],
    ['SIGINT', 400, 'same'],
    ['SIGINT', 500, 'now'],
  ],
};

for (const [name, signals] of Object.entries(cases)) {
  stopSignals(name, () => {
    const heard = new StopSignals();
    for (const [signal, atMs, means] of signals) {
      assert.is(heard.hear(signal, atMs), means, `${signal} at ${atMs} ms`);
    }
  });
}

stopSignals.run();
