import { concatMap, type Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { desiredSteps } from '../../config/config-stream.ts';
import type { ConfigInput, ConfigOutcome } from '../../config/desired.ts';
import { cameraAt } from './cameras.ts';

const desiredConfigurations = (inputs$: Observable<ConfigInput>) =>
  desiredSteps(inputs$).pipe(concatMap(({ outcome }) => (outcome === null ? [] : [outcome])));

const camera = cameraAt('x.mp4');
const problem = { file: 'c.yml', line: 1, column: 2, path: '', message: 'no' };
const inputs: Readonly<Record<string, ConfigInput>> = {
  e: { type: 'file.loaded', config: { cameras: {} } },
  a: { type: 'file.loaded', config: { cameras: { a: camera } } },
  x: { type: 'file.rejected', problems: [problem] },
  d: { type: 'camera.disable', camera: 'a' },
};

const changed = (disabledBy: null | 'request'): ConfigOutcome => ({
  type: 'config.changed',
  desired: { cameras: [['a', { config: camera, origin: 'file', disabledBy }]] },
});
const outcomes: Readonly<Record<string, ConfigOutcome>> = {
  e: { type: 'config.changed', desired: { cameras: [] } },
  a: changed(null),
  d: { ...changed('request'), camera: 'a' } as ConfigOutcome,
  x: { type: 'config.rejected', problems: [problem] },
};

const marbles: readonly [what: string, inputs: string, outcomes: string][] = [
  ['whole configurations, in order', 'e-a-d|', 'e-a-d|'],
  ['what changes nothing gives nothing', 'a-a-d-d-a|', 'a---d----|'],
  ['what is refused is a value, and the stream goes on', 'a-x-x-d|', 'a-x-x-d|'],
  ['several in one moment', '(axd)|', '(axd)|'],
  ['an error of the inputs is passed on', 'a-#', 'a-#'],
];
for (const [what, given, expected] of marbles) {
  test(what, () => {
    new TestScheduler(assert.equal).run(({ cold, expectObservable }) => {
      expectObservable(desiredConfigurations(cold(given, inputs))).toBe(expected, outcomes);
    });
  });
}

test('every subscriber starts anew', () => {
  new TestScheduler(assert.equal).run(({ cold, expectObservable }) => {
    const desired$ = desiredConfigurations(cold('a-d|', inputs));
    expectObservable(desired$).toBe('a-d|', outcomes);
    expectObservable(desired$).toBe('a-d|', outcomes);
  });
});

test.run();
