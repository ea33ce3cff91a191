import { Subject } from 'rxjs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ConfigSource } from '../../../actors/config/source.ts';
import type { ConfigOutcome } from '../../../config/desired.ts';
import { loadConfig } from '../../../config/load.ts';
import { type Plan, planWords } from '../../../config/plan.ts';
import type { ConfigProblem } from '../../../config/problems.ts';

const sources = suite('config source');

const problem: ConfigProblem = {
  file: 'a',
  line: null,
  column: null,
  path: '',
  message: 'not like this',
};
const rejected = { type: 'file.rejected', problems: [problem] } as const;

function file(...names: string[]) {
  const camera = { ffmpeg: { inputs: [{ path: 'a.mkv', roles: ['detect'] }] } };
  const cameras = Object.fromEntries(names.map((name) => [name, camera]));
  const loaded = loadConfig(JSON.stringify({ cameras }), { file: 'a', environment: {} });
  assert.ok(loaded.ok);
  return { type: 'file.loaded', config: loaded.config } as const;
}

const told = (outcome: ConfigOutcome) =>
  outcome.type === 'config.changed'
    ? outcome.desired.cameras.map(([name]) => name).join()
    : 'rejected';

function listen(source: ConfigSource) {
  const heard: string[] = [];
  const subscription = source.outcomes$.subscribe((outcome) => heard.push(told(outcome)));
  return { heard, end: () => subscription.unsubscribe() };
}

sources('a listener hears the newest whole configuration first, then every outcome', () => {
  const source = new ConfigSource();
  source.submit(file('one'));
  source.submit(file('one', 'two'));
  const { heard } = listen(source);
  assert.equal(heard, ['one,two']);
  source.submit({ type: 'camera.remove', camera: 'one' });
  assert.equal(source.submit(rejected)?.type, 'config.rejected');
  source.submit(file('one', 'two'));
  assert.equal(heard, ['one,two', 'two', 'rejected', 'two'], 'good again is news as well');
});

sources('one that was deaf for a while hears the newest wish, and what was refused since', () => {
  const source = new ConfigSource();
  const first = listen(source);
  source.submit(file('one'));
  first.end();
  source.submit(rejected);
  source.submit(file('one', 'two'));
  assert.equal(listen(source).heard, ['one,two'], 'what was refused before it is old news');
});

sources('what was refused while nobody listened is told once', () => {
  const source = new ConfigSource();
  source.submit(file('one'));
  source.submit(rejected);
  const first = listen(source);
  assert.equal(first.heard, ['one', 'rejected']);
  first.end();
  assert.equal(listen(source).heard, ['one']);
});

sources('answers what came of an input: a change, a refusal, nothing', () => {
  const source = new ConfigSource();
  assert.is(source.hasConfiguration, false);
  assert.is(source.submit(file('one'))?.type, 'config.changed');
  assert.is(source.submit(file('one')), null);
  assert.is(source.submit({ type: 'camera.remove', camera: 'two' })?.type, 'config.rejected');
  assert.is(source.isKnown('one'), true);
  assert.is(source.isKnown('constructor'), false);
  assert.is(source.hasConfiguration, true);
});

sources('tells what a change does before it is heard', () => {
  const plans$ = new Subject<Plan>();
  const source = new ConfigSource({ plans$ });
  const heard: string[] = [];
  plans$.subscribe((plan) => heard.push(plan.map(planWords).join()));
  source.outcomes$.subscribe((outcome) => heard.push(told(outcome)));
  source.submit(file('one'));
  source.submit(file('one', 'two'));
  source.submit(file('one', 'two'));
  source.submit(rejected);
  source.submit(file('one', 'two'));
  const plan = 'unchanged,start: is new';
  assert.equal(heard, ['one', plan, 'one,two', 'rejected', 'one,two']);
});

sources('plans nothing as long as nobody listens', () => {
  const plans$ = new Subject<Plan>();
  let planned = 0;
  const memoryUnder = () => {
    planned++;
    return null;
  };
  const source = new ConfigSource({ plans$, memoryUnder });
  source.submit(file('one'));
  source.submit(file('one', 'two'));
  assert.is(planned, 0);
  plans$.subscribe();
  source.submit(file('one'));
  assert.is(planned, 1);
});

sources.run();
