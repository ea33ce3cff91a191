import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { CameraConfig } from '../../config/camera-config.ts';
import { noCommands } from '../../config/commands.ts';
import {
  type ConfigInput,
  type DesiredState,
  desire,
  nothingDesired,
} from '../../config/desired.ts';
import { find } from '../../config/table.ts';
import { cameraAt } from './cameras.ts';
import { checkProperty } from './property.ts';

const on = cameraAt('on.mp4');
const other = cameraAt('other.mp4');
const off: CameraConfig = { ...on, enabled: false };

const file = (cameras: Readonly<Record<string, CameraConfig>>): ConfigInput => {
  return { type: 'file.loaded', config: { cameras } };
};
/** `a` alone, in a section of that fingerprint. */
const written = (fingerprint: string, a: CameraConfig): ConfigInput => {
  return { type: 'file.loaded', config: { cameras: { a }, fingerprints: { a: fingerprint } } };
};
const add = (camera: string, config = on): ConfigInput => ({ type: 'camera.add', camera, config });
const command = (type: 'remove' | 'enable' | 'disable', camera: string): ConfigInput => {
  return { type: `camera.${type}`, camera };
};

/** `a:file` runs, `a:command/request` and `a:file/config` do not, `a:file=other` has that one. */
function summary({ desired }: DesiredState): string {
  return (desired?.cameras ?? [])
    .map(([name, { config, origin, disabledBy }]) => {
      const note = config.ffmpeg.inputs[0]?.path === 'other.mp4' ? '=other' : '';
      return `${name}:${origin}${note}${disabledBy === null ? '' : `/${disabledBy}`}`;
    })
    .join(' ');
}

function play(inputs: readonly ConfigInput[]): { state: DesiredState; outcomes: string[] } {
  let state = nothingDesired;
  const outcomes = inputs.map((input) => {
    const step = desire(state, input);
    state = step.state;
    if (step.outcome === null) return 'same';
    return step.outcome.type === 'config.changed' ? summary(state) : 'rejected';
  });
  return { state, outcomes };
}

const scripts: readonly [name: string, inputs: readonly ConfigInput[], outcomes: string[]][] = [
  ['the first file is a change even if it asks for nothing', [file({}), file({})], ['', 'same']],
  [
    'the last file wins, a bad one changes nothing',
    [
      file({ a: on }),
      { type: 'file.rejected', problems: [] },
      file({ a: structuredClone(on) }),
      file({ b: on }),
    ],
    ['a:file', 'rejected', 'a:file', 'b:file'],
  ],
  [
    'what was added lies over the file until it is removed',
    [file({ a: on }), add('a', other), file({ a: off }), file({}), command('remove', 'a')],
    ['a:file', 'a:command=other', 'same', 'same', ''],
  ],
  [
    'removing what was added uncovers the camera of the file',
    [file({ a: on }), add('a', other), command('remove', 'a')],
    ['a:file', 'a:command=other', 'a:file'],
  ],
  [
    'a removed camera of the file stays away until the file changes it',
    [
      file({ a: on, b: on }),
      command('remove', 'a'),
      file({ a: on, b: other }),
      command('remove', 'a'),
      file({ a: other, b: other }),
    ],
    ['a:file b:file', 'b:file', 'b:file=other', 'rejected', 'a:file=other b:file=other'],
  ],
  [
    'a removed camera stays away though it comes to be another, as long as its section is the same',
    [
      written('1', on),
      command('remove', 'a'),
      written('1', other),
      written('2', other),
      command('remove', 'a'),
      written('2', on),
    ],
    ['a:file', '', 'same', 'a:file=other', '', 'same'],
  ],
  [
    'hidden by an earlier version, it stays away as the file is read next, until that changes it',
    [
      { type: 'commands.restored', commands: { ...noCommands, hidden: { a: '', gone: '' } } },
      written('1', on),
      written('1', other),
      written('2', on),
    ],
    ['same', '', 'same', 'a:file'],
  ],
  [
    'taken out of the file and put in again, it is there',
    [file({ a: on }), command('remove', 'a'), file({}), file({ a: on })],
    ['a:file', '', 'same', 'a:file'],
  ],
  [
    'removed twice over, both are gone, also after an addition between',
    [file({ a: on }), command('remove', 'a'), add('a'), command('remove', 'a')],
    ['a:file', '', 'a:command', ''],
  ],
  [
    'commands win over enabled, until the opposite one',
    [
      file({ a: off }),
      command('enable', 'a'),
      command('enable', 'a'),
      file({ a: { ...off, detect: { ...off.detect, fps: 9 } } }),
      command('disable', 'a'),
      file({ a: on }),
      command('enable', 'a'),
    ],
    ['a:file/config', 'a:file', 'same', 'a:file', 'a:file/request', 'a:file/request', 'a:file'],
  ],
  [
    'a wish ends with its camera',
    [
      file({ a: on }),
      command('disable', 'a'),
      file({}),
      file({ a: on }),
      command('disable', 'a'),
      command('remove', 'a'),
      add('a'),
    ],
    ['a:file', 'a:file/request', '', 'a:file', 'a:file/request', '', 'a:command'],
  ],
  [
    'a wish stays with an added camera that is replaced',
    [add('a'), command('disable', 'a'), add('a', other), file({ a: on }), file({})],
    ['a:command', 'a:command/request', 'a:command=other/request', 'same', 'same'],
  ],
  [
    'what is not there cannot be commanded, what has no proper name not be added',
    [
      command('remove', 'a'),
      command('enable', 'a'),
      command('disable', 'toString'),
      add('a b'),
      add('__proto__'),
    ],
    ['rejected', 'rejected', 'rejected', 'rejected', 'rejected'],
  ],
  [
    'front and front_door are two cameras',
    [
      file({ front: on, front_door: on }),
      command('remove', 'front'),
      command('disable', 'front_door'),
    ],
    ['front:file front_door:file', 'front_door:file', 'front_door:file/request'],
  ],
];
for (const [name, inputs, outcomes] of scripts) {
  test(name, () => assert.equal(play(inputs).outcomes, outcomes));
}

test('a refusal says what and where', () => {
  const { outcome } = desire(nothingDesired, command('enable', 'a'));
  const place = { file: 'command', line: null, column: null };
  assert.equal(outcome, {
    type: 'config.rejected',
    problems: [{ ...place, path: 'cameras.a', message: 'there is no such camera' }],
  });
});

const name = fc.constantFrom('a', 'b', 'front', 'front_door');
const config = fc.constantFrom(on, off, other);
const input: fc.Arbitrary<ConfigInput> = fc.oneof(
  fc.dictionary(name, config, { noNullPrototype: true }).map(file),
  fc.tuple(name, config).map(([camera, given]) => add(camera, given)),
  fc.tuple(fc.constantFrom('remove', 'enable', 'disable'), name).map(([type, camera]) => {
    return command(type, camera);
  }),
);

test('the same inputs again change nothing, and the state is plain JSON', () => {
  checkProperty(
    fc.property(fc.array(input), (inputs) => {
      const { state } = play(inputs);
      assert.equal(JSON.parse(JSON.stringify(state)), state);
      const again = desire(state, { type: 'file.loaded', config: { cameras: state.file } });
      if (state.desired !== null) assert.is(again.outcome, null);
    }),
  );
});

test('a command touches no other camera', () => {
  checkProperty(
    fc.property(fc.array(input), input, (inputs, last) => {
      const { state } = play([file({}), ...inputs]);
      if (!('camera' in last)) return;
      const before = Object.fromEntries(state.desired!.cameras);
      const after = Object.fromEntries(desire(state, last).state.desired!.cameras);
      delete before[last.camera];
      delete after[last.camera];
      assert.equal(Object.keys(after).sort(), Object.keys(before).sort());
      for (const [name, camera] of Object.entries(after)) assert.is(camera, before[name]);
    }),
  );
});

test('after an add the camera is there, after a remove the added one is not', () => {
  checkProperty(
    fc.property(fc.array(input), name, (inputs, camera) => {
      const added = desire(play(inputs).state, add(camera, other)).state;
      assert.is(find(added.desired!.cameras, camera)?.origin, 'command');
      const removed = desire(added, command('remove', camera)).state;
      assert.is.not(find(removed.desired!.cameras, camera)?.origin, 'command');
    }),
  );
});

test.run();
