import { openSocket } from '../../native/index.ts';

/**
 * The same as `bench/native/nng-roundtrip.c`, by our binding:
 *   echo URL         returns what it receives
 *   ask URL COUNT    prints the microseconds of each round trip, one a line
 */
const warmUp = 1_000;
const text = '0123456789abcdef'.repeat(4);

const [role, url = '', count = '0'] = process.argv.slice(2);
if (role === 'echo') echo();
else ask(Number(count));

function echo(): void {
  const socket = openSocket('pair1', { onMessage: (data) => socket.send(data) });
  socket.dial(url);
}

function ask(rounds: number): void {
  const samplesUs: number[] = [];
  let round = -warmUp;
  let askedNs = 0n;
  const next = () => {
    askedNs = process.hrtime.bigint();
    socket.send(text);
  };
  const socket = openSocket('pair1', {
    onMessage() {
      const tookUs = Number(process.hrtime.bigint() - askedNs) / 1e3;
      if (round >= 0) samplesUs.push(tookUs);
      if (++round < rounds) return next();
      socket.close();
      process.stdout.write(`${samplesUs.join('\n')}\n`);
    },
  });
  socket.listen(url);
  next();
}
