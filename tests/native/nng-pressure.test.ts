import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type NngSocket, openSocket } from '../../native/index.ts';
import { descriptorsOf } from '../support/descriptors.ts';
import { eventually } from '../support/eventually.ts';
import { runModule } from '../support/node-program.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const directory = temporaryDirectory('nng');
const pressure = suite('nng under pressure');

pressure('without a peer it takes what nng and the queue hold, and delivers that', async () => {
  const url = `ipc://${directory}/bounded`;
  const sender = openSocket('pair1', { sendBuffer: 16, queueMax: 100 });
  sender.dial(url);
  const taken = [...Array(200).keys()].filter((number) => sender.send(String(number)));
  assert.is(taken.length, 116);
  const heard: string[] = [];
  const receiver = openSocket('pair1', { onMessage: (data) => heard.push(data.toString()) });
  receiver.listen(url);
  await eventually('all came', () => heard.length === taken.length);
  assert.equal(heard, taken.map(String));
  assert.ok(sender.send('room again'));
  await eventually('the next came', () => heard.at(-1) === 'room again');
  sender.close();
  receiver.close();
});

pressure('a peer that stands still gets all that was taken when it goes on', async () => {
  const url = `ipc://${directory}/still`;
  const program = runModule(
    `import { openSocket } from '#/native/index.js';
     let next = 0;
     const socket = openSocket('pair1', { onMessage(data) {
       const number = data.readUInt32LE();
       if (number !== next++) console.log('wrong ' + number);
       if (data.length === 4) { console.log('taken ' + next); socket.close(); }
     } });
     socket.dial(process.argv[1]);
     socket.send('ready');`,
    url,
  );
  let isReady = false;
  const sender = openSocket('pair1', {
    queueMax: 200,
    onMessage: () => {
      isReady = true;
    },
  });
  sender.listen(url);
  await eventually('a peer', () => isReady, { withinMs: 10_000 });
  program.child.kill('SIGSTOP');
  const taken = await fill(sender);
  program.child.kill('SIGCONT');
  const last = Buffer.alloc(4);
  last.writeUInt32LE(taken);
  await eventually('room for the last', () => sender.send(last));
  assert.is((await program.ended()).stdout, `taken ${taken + 1}\n`);
  sender.close();
});

/** Sends numbered messages until it is refused a while: nng's threads make room meanwhile. */
async function fill(sender: NngSocket): Promise<number> {
  const bulky = Buffer.alloc(4096);
  let taken = 0;
  for (let refusals = 0; refusals < 20; ) {
    bulky.writeUInt32LE(taken);
    if (sender.send(bulky)) taken++;
    else refusals++;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return taken;
}

pressure('a peer killed in the middle leaves whole messages, and room for the next', async () => {
  const url = `ipc://${directory}/killed`;
  const source = `
    import { openSocket } from '#/native/index.js';
    const socket = openSocket('pair1', { onMessage() {} });
    socket.dial(process.argv[1]);
    let number = 0;
    setInterval(() => { while (socket.send(process.pid + ' ' + number + ' ' + 'x'.repeat(number % 5000))) number++; }, 1);`;
  const heard = new Map<string, number>();
  const receiver = openSocket('pair1', {
    onMessage(data) {
      const [pid, number, filling] = data.toString().split(' ');
      assert.is(Number(number), heard.get(pid!) ?? 0);
      assert.is(filling!.length, Number(number) % 5000);
      heard.set(pid!, Number(number) + 1);
    },
  });
  receiver.listen(url);
  const before = descriptorsOf('self').size;
  for (let round = 1; round <= 5; round++) {
    const program = runModule(source, url);
    const count = () => heard.get(String(program.child.pid)) ?? 0;
    await eventually('hundreds of messages', () => count() > 500, { withinMs: 10_000 });
    program.child.kill('SIGKILL');
    await program.ended();
  }
  assert.is(heard.size, 5);
  await eventually('its connections closed', () => descriptorsOf('self').size <= before);
  receiver.close();
});

pressure.run();
