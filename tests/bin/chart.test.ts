import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ChartModel } from '../../charts/model.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { camkeeper } from './command.ts';

const chart = suite('chart');

chart('without a name it lists the machines', async () => {
  const { code, stdout } = await camkeeper(['chart']);
  assert.is(code, 0);
  const [titles, ...rows] = stdout.trimEnd().split('\n');
  assert.match(titles!, /^MACHINE +STATES +TRANSITIONS$/);
  assert.equal(
    rows.map((row) => row.split(' ')[0]),
    ['keeper', 'camera', 'process', 'gate'],
  );
  const listed = JSON.parse((await camkeeper(['chart', '--json'])).stdout);
  assert.equal(Object.keys(listed[0]), ['machine', 'states', 'transitions']);
});

chart('prints Mermaid, or what the chart says as JSON', async () => {
  const { stdout } = await camkeeper(['chart', 'gate']);
  assert.match(stdout, /^stateDiagram-v2\n {2}\[\*\] --> open\n/);
  assert.match(stdout, /guarded --> open : gate.ready \[hadFallen\]\n$/);
  const model = JSON.parse((await camkeeper(['chart', 'gate', '--json'])).stdout) as ChartModel;
  assert.equal(
    model.root.states.map(({ key }) => key),
    ['open', 'guarded'],
  );
});

chart('writes a picture', async () => {
  const file = join(temporaryDirectory('chart'), 'gate.svg');
  const { code, stdout } = await camkeeper(['chart', 'gate', '--out', file]);
  assert.is(code, 0);
  assert.is(stdout, '');
  const picture = readFileSync(file, 'utf8');
  assert.match(picture, /^<svg [^>]*role="img"/);
  const printed = await camkeeper(['chart', 'gate', '--format', 'svg']);
  assert.is(printed.stdout, picture);
});

const wrong: readonly (readonly [string[], string])[] = [
  [['kamera'], 'chart: there is no machine "kamera"; did you mean "camera"?'],
  [['zzz'], 'chart: there is no machine "zzz": it is one of keeper, camera, process, gate'],
  [['gate', '--format', 'png'], 'chart: --format is mermaid or svg, not "png"'],
  [['gate', '--format', 'svg', '--json'], 'chart: --json or --format'],
  [['--format', 'svg'], 'chart: of which machine?'],
  [['gate', 'door'], 'chart: nothing is known to do with "door"'],
  [['gate', '--out', '/nowhere/a.svg'], 'chart: /nowhere/a.svg cannot be written: ENOENT'],
];
for (const [args, message] of wrong) {
  chart(`says what is wrong with: chart ${args.join(' ')}`, async () => {
    const { code, stderr } = await camkeeper(['chart', ...args]);
    assert.is(code, 64);
    assert.ok(stderr.startsWith(message), stderr);
  });
}

chart.run();
