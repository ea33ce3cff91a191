import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { KeeperError } from '../../config/errors.ts';
import { hostsOf, parseAddress, urlOf } from '../../inspector/server/address.ts';

const address = suite('address of the inspector');

address('loopback, by its names', () => {
  assert.equal(parseAddress('127.0.0.1:9470'), { host: '127.0.0.1', port: 9470 });
  assert.equal(parseAddress('localhost:0'), { host: '127.0.0.1', port: 0 });
  assert.equal(parseAddress('8080'), { host: '127.0.0.1', port: 8080 });
  assert.equal(parseAddress('[::1]:9470'), { host: '::1', port: 9470 });
});

address('nothing beyond this machine, and nothing that is no address', () => {
  const beyond = ['0.0.0.0:9470', '[::]:9470', '192.168.1.2:9470', 'camera.local:9470', '*:80'];
  for (const text of [
    ...beyond,
    '',
    'localhost',
    '127.0.0.1:99999',
    '127.0.0.1:-1',
    '__proto__:1',
  ]) {
    try {
      parseAddress(text);
      assert.unreachable(text);
    } catch (error) {
      assert.instance(error, KeeperError, text);
    }
  }
});

address('what a browser calls it', () => {
  const v4 = { host: '127.0.0.1', port: 9470 };
  assert.equal(hostsOf(v4), ['127.0.0.1:9470', 'localhost:9470']);
  assert.equal(hostsOf({ host: '::1', port: 80 }), ['[::1]', 'localhost']);
  assert.is(urlOf(v4), 'http://127.0.0.1:9470/');
});

address.run();
