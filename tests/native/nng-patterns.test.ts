import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type NngProtocol, type NngSocket, openSocket } from '../../native/index.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const directory = temporaryDirectory('nng');
const patterns = suite('nng patterns');
const open: NngSocket[] = [];
let urls = 0;

patterns.after.each(() => {
  for (const socket of open.splice(0)) socket.close();
});

type Heard = { readonly socket: NngSocket; readonly texts: string[] };

function hear(protocol: NngProtocol): Heard {
  const texts: string[] = [];
  const socket = openSocket(protocol, { onMessage: (data) => texts.push(data.toString()) });
  open.push(socket);
  return { socket, texts };
}

function speak(protocol: NngProtocol): NngSocket {
  const socket = openSocket(protocol);
  open.push(socket);
  return socket;
}

for (const scheme of ['ipc', 'inproc', 'tcp']) {
  const newUrl = () => {
    urls++;
    return scheme === 'tcp' ? `tcp://127.0.0.1:${20_000 + (process.pid % 20_000) + urls}` : ipc();
  };
  const ipc = () => `${scheme}://${directory}/${urls}`;

  patterns(`pair1 over ${scheme} carries text and bytes both ways, in order`, async () => {
    const url = newUrl();
    const [one, other] = [hear('pair1'), hear('pair1')];
    one.socket.listen(url);
    other.socket.dial(url);
    const long = 'é'.repeat(300_000);
    for (const text of ['', 'a', 'b ✓', long]) assert.ok(one.socket.send(text));
    assert.ok(other.socket.send(Buffer.from('bytes').subarray(1)));
    await eventually('both heard', () => one.texts.length === 1 && other.texts.length === 4);
    assert.equal(other.texts, ['', 'a', 'b ✓', long]);
    assert.equal(one.texts, ['ytes']);
  });

  patterns(`sub over ${scheme} hears its prefixes and nothing else`, async () => {
    const url = newUrl();
    const pub = speak('pub');
    pub.listen(url);
    const sub = hear('sub');
    sub.socket.subscribe('a/');
    sub.socket.dial(url);
    await eventually('a subscriber is there', () => {
      pub.send('a/x');
      return sub.texts.length > 0;
    });
    pub.send('ab/no');
    pub.send('a/last');
    await eventually('the last came', () => sub.texts.includes('a/last'));
    assert.not.ok(sub.texts.includes('ab/no'));
  });

  patterns(`rep over ${scheme} answers several requests in any order`, async () => {
    const url = newUrl();
    const asked: (() => void)[] = [];
    const rep = openSocket('rep', {
      onMessage: (data, request) => asked.push(() => rep.send(`re ${data}`, request)),
    });
    open.push(rep);
    rep.listen(url);
    const clients = ['one', 'two', 'three'].map((text) => {
      const client = hear('req');
      client.socket.dial(url);
      client.socket.send(text);
      return client;
    });
    await eventually('all asked', () => asked.length === 3);
    for (const answer of asked.reverse()) answer();
    await eventually('all answered', () => clients.every(({ texts }) => texts.length === 1));
    assert.equal(
      clients.map(({ texts }) => texts[0]),
      ['re one', 're two', 're three'],
    );
  });

  patterns(`push over ${scheme} gives each message to one pull`, async () => {
    const url = newUrl();
    const pull = hear('pull');
    pull.socket.listen(url);
    const push = speak('push');
    push.dial(url);
    for (let i = 0; i < 500; i++) assert.ok(push.send(String(i)));
    await eventually('all came', () => pull.texts.length === 500);
    assert.equal(pull.texts, [...Array(500).keys()].map(String));
  });
}

patterns('an answer can be followed by the next request at once, 2,000 times', async () => {
  const url = `ipc://${directory}/quick`;
  const rep = openSocket('rep', { onMessage: (data, request) => void rep.send(data, request) });
  let answers = 0;
  const req = openSocket('req', {
    onMessage: () => {
      if (++answers < 2000) req.send('again');
    },
  });
  open.push(rep, req);
  rep.listen(url);
  req.dial(url);
  req.send('first');
  await eventually('all answered', () => answers === 2000, { withinMs: 20_000 });
});

patterns.run();
