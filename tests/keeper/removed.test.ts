import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createKeeper } from '../../index.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryDirectory } from '../support/temporary.ts';

// What brings back a camera of the file that was removed by command.

const removals = suite('removed by command');

const section = { ffmpeg: { inputs: [{ path: 'rtsp://127.0.0.1:9/live' }] }, enabled: false };

removals('a global section does not bring it back, its own does', async () => {
  const file = join(temporaryDirectory('removed'), 'camkeeper.yml');
  const write = (front: object, global: object = {}) =>
    writeFileSync(file, JSON.stringify({ ...global, cameras: { front, yard: section } }));
  write(section);
  await using keeper = createKeeper({ config: file, watch: false });
  const names = () => Object.keys(keeper.status().cameras).sort();
  await keeper.start();
  const yard = () => keeper.status().cameras.yard!.generation;
  const heard = yard();
  keeper.remove('front');
  await eventually('removed', () => names().length === 1, { seen: names });

  write(section, { detect: { fps: 9 } });
  await keeper.reload();
  await eventually('the other one has it', () => yard() > heard);
  assert.equal(names(), ['yard']);
  const words =
    /^there is no camera "front": it was removed by command, .* own section in the file/;
  assert.throws(() => keeper.enable('front'), words);
  assert.throws(() => keeper.enable('nix'), /^there is no camera "nix"$/);

  write({ ...section, detect: { fps: 8 } }, { detect: { fps: 9 } });
  await keeper.reload();
  await eventually('it is there again', () => names().length === 2, { seen: names });
});

removals.run();
