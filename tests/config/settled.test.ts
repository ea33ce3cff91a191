import { TestScheduler } from 'rxjs/testing';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { settled } from '../../config/settled.ts';

const settling = settled({ quietMs: 5, atMostMs: 20 });
const values = { x: undefined };

const marbles: readonly [what: string, events: string, told: string][] = [
  ['nothing comes, nothing is told', '----------', '----------'],
  ['one event is told when it is quiet', 'a---------', '-----x----'],
  ['a burst is one', 'abc-d-----', '---------x'],
  ['two with a pause between are two', 'a--------b---------', '-----x--------x----'],
  ['several in one moment are one', '(abc)-----', '-----x----'],
  [
    'a burst that does not end is told all the same',
    'a'.repeat(30),
    `${'-'.repeat(20)}x-------------x`,
  ],
  ['what is pending at the end is told', 'a-(b|)', '--(x|)'],
  ['an error is passed on', 'a-#', '--#'],
];
for (const [what, events, told] of marbles) {
  test(what, () => {
    new TestScheduler(assert.equal).run(({ hot, expectObservable }) => {
      expectObservable(hot(events).pipe(settling)).toBe(told, values);
    });
  });
}

test('whoever stops listening leaves no timer', () => {
  new TestScheduler(assert.equal).run(({ hot, expectObservable, expectSubscriptions }) => {
    const events$ = hot('a---------');
    expectObservable(events$.pipe(settling), '--!').toBe('---');
    expectSubscriptions(events$.subscriptions).toBe('^-!');
  });
});

test.run();
