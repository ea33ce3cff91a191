import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type NngProtocol, openSocket } from '../../native/index.ts';
import { descriptorsOf } from '../support/descriptors.ts';
import { eventually, within } from '../support/eventually.ts';
import { runModule } from '../support/node-program.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const directory = temporaryDirectory('nng');
const lifecycle = suite('nng lifecycle');
const binding = `import { openSocket } from '#/native/index.js'; const url = process.argv[1];\n`;

const pairs: [NngProtocol, NngProtocol][] = [
  ['pair1', 'pair1'],
  ['push', 'pull'],
  ['req', 'rep'],
];
for (const [speaker, hearer] of pairs) {
  lifecycle(`1,000 times ${speaker} and ${hearer} leave no descriptor behind`, async () => {
    const url = `ipc://${directory}/cycle-${speaker}`;
    await cycle(url, speaker, hearer); // nng's own descriptors are there from now on
    const before = descriptorsOf('self').size;
    for (let i = 0; i < 1000; i++) await cycle(url, speaker, hearer);
    // nng closes a connection after the call that asks for it
    await eventually('all closed', () => descriptorsOf('self').size <= before, {
      seen: () => [...descriptorsOf('self').values()],
    });
  });
}

/** One message, and both ends are closed while it is being handed over. */
async function cycle(url: string, speaker: NngProtocol, hearer: NngProtocol): Promise<void> {
  const heard = new Promise<void>((resolve) => {
    const listening = openSocket(hearer, {
      onMessage() {
        dialling.close();
        listening.close();
        resolve();
      },
    });
    const dialling = openSocket(speaker);
    listening.listen(url);
    dialling.dial(url);
    dialling.send('x');
  });
  await within('a message', heard);
}

lifecycle('closing while messages pour in never hangs', async () => {
  const program = runModule(
    `${binding}
     for (let i = 0; i < 300; i++) {
       const receiver = openSocket('pair1', { onMessage() {} });
       const sender = openSocket('pair1', { queueMax: 8192 });
       receiver.listen(url);
       sender.dial(url);
       for (let n = 0; n < 200; n++) sender.send('x'.repeat(n));
       await new Promise((resolve) => setTimeout(resolve, i % 4));
       receiver.close();
       sender.close();
     }
     console.log('done');`,
    `ipc://${directory}/pour`,
  );
  assert.is((await program.ended(30_000)).stdout, 'done\n');
});

lifecycle('a process ends by itself when its sockets are closed, and not before', async () => {
  const url = `ipc://${directory}/alive`;
  const program = runModule(
    `${binding}
     const socket = openSocket('pair1', { onMessage: (data) => String(data) === 'end' ? socket.close() : socket.send(data) });
     socket.listen(url);`,
    url,
  );
  const echoes: string[] = [];
  const socket = openSocket('pair1', { onMessage: (data) => echoes.push(data.toString()) });
  socket.dial(url);
  socket.send('still there');
  await eventually('an echo', () => echoes.length === 1, { withinMs: 10_000 });
  socket.send('end');
  assert.equal(await program.ended(), { code: 0, signal: null, stdout: '', stderr: '' });
  socket.close();
});

const endings: [string, string, number | null][] = [
  ['process.exit with open sockets', 'process.exit(7)', 7],
  ['the end of a program that only publishes', '', 0],
  ['an exception with open sockets', 'throw new Error("x")', 1],
];
for (const [what, code, exitCode] of endings) {
  lifecycle(`${what} is an ordinary end`, async () => {
    const program = runModule(
      `${binding}
       const pub = openSocket('pub'); pub.listen(url);
       ${code === '' ? '' : 'const rep = openSocket("rep", { onMessage() {} }); rep.listen(url + "2");'}
       pub.send('x');
       ${code}`,
      `ipc://${directory}/ending`,
    );
    const { code: ended, signal } = await program.ended();
    assert.equal({ ended, signal }, { ended: exitCode, signal: null });
  });
}

lifecycle('a worker may use it, end with open sockets, and be terminated', async () => {
  const program = runModule(
    `${binding}
     import { Worker } from 'node:worker_threads';
     const source = (rest) => \`
       const { openSocket } = await import(\${JSON.stringify(new URL('#/native/index.js', 'file://').href)});
       const socket = openSocket('pair1', { onMessage(data) { socket.send(data); \${rest} } });
       socket.listen('\${url}');\`;
     const start = (rest) => new Worker(new URL('data:text/javascript,' + encodeURIComponent(source(rest))));
     const here = openSocket('pair1', { onMessage: (data) => heard(data) });
     let heard;
     here.dial(url);
     for (let round = 0; round < 3; round++) {
       const worker = start(round === 1 ? 'setTimeout(() => process.exit(0), 200)' : '');
       const echo = new Promise((resolve) => {
         heard = (data) => String(data) === 'round ' + round && resolve(data);
       });
       // again and again: what is sent before the end of the last worker was seen is lost with it
       const asking = setInterval(() => here.send('round ' + round), 20);
       console.log(String(await echo));
       clearInterval(asking);
       if (round === 1) await new Promise((resolve) => worker.once('exit', resolve));
       else await worker.terminate();
     }
     here.close();`,
    `ipc://${directory}/worker`,
  );
  const { stdout, stderr, code } = await program.ended();
  assert.equal(
    { stdout, code, stderr },
    { stdout: 'round 0\nround 1\nround 2\n', code: 0, stderr: '' },
  );
});

lifecycle('a worker may be terminated while something is thrown at it', async () => {
  const program = runModule(
    `import { Worker } from 'node:worker_threads';
     const source = \`
       const { openSocket } = await import(\${JSON.stringify(new URL('#/native/index.js', 'file://').href)});
       const { parentPort } = await import('node:worker_threads');
       const socket = openSocket('pub');
       parentPort.postMessage('begins');
       for (;;) try { socket.send(7); } catch {}\`;
     for (let round = 0; round < 5; round++) {
       const worker = new Worker(new URL('data:text/javascript,' + encodeURIComponent(source)));
       await new Promise((resolve) => worker.once('message', resolve));
       await worker.terminate();
     }`,
  );
  const { stderr, code } = await program.ended();
  assert.equal({ code, stderr }, { code: 0, stderr: '' });
});

lifecycle('what a callback throws is uncaught, and the next message comes', async () => {
  const program = runModule(
    `${binding}
     process.on('uncaughtException', (error) => console.log('uncaught ' + error.message));
     const receiver = openSocket('pull', { onMessage(data) {
       console.log(String(data));
       if (String(data) === '2') { receiver.close(); return; }
       throw new Error('from ' + data);
     } });
     receiver.listen(url);
     const sender = openSocket('push');
     sender.dial(url);
     for (const text of ['1', '2', '3']) sender.send(text);
     setTimeout(() => sender.close(), 300);`,
    `ipc://${directory}/throws`,
  );
  assert.is((await program.ended()).stdout, '1\nuncaught from 1\n2\n');
});

lifecycle('an open socket survives collection; a closed one is collected', async () => {
  const program = runModule(
    `${binding}
     const collected = [];
     const registry = new FinalizationRegistry((name) => collected.push(name));
     (() => {
       const open = openSocket('pair1', { onMessage: () => open.close() });
       registry.register(open, 'open');
       open.listen(url);
       const closed = openSocket('pair1', { onMessage() {} });
       closed.close();
       registry.register(closed, 'closed');
     })();
     for (let i = 0; i < 50; i++) {
       gc();
       await new Promise((resolve) => setTimeout(resolve, 2));
     }
     console.log(collected.join());
     const socket = openSocket('pair1');
     socket.dial(url);
     socket.send('end');
     setTimeout(() => socket.close(), 100);`,
    `ipc://${directory}/collected`,
  );
  const { stdout, code } = await program.ended();
  assert.equal({ stdout, code }, { stdout: 'closed\n', code: 0 });
});

lifecycle.run();
