import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { jsonSchema } from '../../config/json-schema.ts';

type Node = {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Node;
  readonly properties?: Readonly<Record<string, Node>>;
};

const root = jsonSchema() as Node;
const camera = root.properties?.cameras?.additionalProperties as Node;

test('is plain JSON that knows the keys', () => {
  assert.equal(JSON.parse(JSON.stringify(root)), root);
  assert.is(root.additionalProperties, false);
  assert.equal(root.required, ['cameras']);
  assert.equal(camera.required, ['ffmpeg']);
});

test('says what values may be', () => {
  const fps = camera.properties?.detect?.properties?.fps as Node & { maximum?: number };
  assert.is(fps.type, 'number');
  assert.is(fps.maximum, 60);
  assert.match(fps.description ?? '', /^Frames a second/);
  const enabled = camera.properties?.enabled;
  assert.ok(enabled?.enum?.includes('on'));
  assert.is(enabled?.type, undefined);
});

test('lets through what is not supported yet, and says so', () => {
  assert.match(camera.properties?.zones?.description ?? '', /not supported/);
});

test('describes every timeout', () => {
  const timeouts = camera.properties?.camkeeper?.properties?.timeouts?.properties ?? {};
  assert.equal(Object.keys(timeouts), [
    'stall',
    'first_frame',
    'ready',
    'stop',
    'healthy',
    'hung',
    'segment',
  ]);
  for (const { description } of Object.values(timeouts)) assert.match(description ?? '', /Seconds/);
});

test.run();
