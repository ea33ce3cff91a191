import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Account } from '../../../actors/memory/account.ts';
import { Budget, marginBytes } from '../../../actors/memory/budget.ts';

const budgets = suite('budget');

const MiB = 2 ** 20;

/** A budget of so many megabytes, and who was promised something later on. */
function budgetOf(megabytes: number) {
  const told: string[] = [];
  const looks: (() => void)[] = [];
  const limit = { bytes: megabytes * MiB };
  const endless = Number.POSITIVE_INFINITY;
  const budget = new Budget({
    room: () => ({ bytes: endless, limitedBy: 'nobody', limitBytes: endless }),
    limitBytes: () => limit.bytes,
    every: (_, look) => {
      looks.push(look);
      return () => looks.splice(looks.indexOf(look), 1);
    },
  });
  const ask = (account: Account, megabytesAsked: number, kind: 'start' | 'change' = 'start') =>
    account.ask({
      bytes: megabytesAsked * MiB,
      kind,
      onPromised: () => void told.push(account.camera),
    });
  /** Has so many megabytes from the beginning. */
  const holder = (camera: string, megabytesHeld: number) => {
    const account = budget.open(camera);
    assert.is(ask(account, megabytesHeld), null);
    account.begin(megabytesHeld * MiB);
    account.reserved(0);
    return account;
  };
  const free = () => budget.figures().freeBytes / MiB;
  return { budget, told, looks, limit, ask, holder, free };
}

budgets('what is promised, being made and held is taken once', () => {
  const { budget, ask, free } = budgetOf(10);
  const a = budget.open('a');
  assert.is(ask(a, 4), null);
  assert.is(free(), 6);
  a.begin(4 * MiB);
  a.reserved(1 * MiB);
  assert.is(free(), 6);
  a.reserved(0);
  assert.is(free(), 6);
  assert.equal(budget.figures().heldBytes, 4 * MiB);
  assert.is(ask(budget.open('b'), 7), 'needs 7 MiB, 6 MiB free (limit memory.budget)');
});

budgets('a change is credited with what it gives back, and keeps as much meanwhile', () => {
  const { ask, holder, free } = budgetOf(10);
  const a = holder('a', 4);
  assert.is(ask(a, 11, 'change'), 'needs 11 MiB, 10 MiB free (limit memory.budget)');
  assert.is(ask(a, 9, 'change'), null);
  assert.is(free(), 1);
  a.freed();
  assert.is(free(), 1, 'what it gave back is its own');
  assert.is(ask(a, 9), null, 'what was promised');
});

budgets('who waits is told once, in order, when somebody gives back', () => {
  const { budget, ask, holder, told } = budgetOf(10);
  const [a, b] = [holder('a', 5), holder('b', 5)];
  for (const [camera, size] of [['large', 8] as const, ['small', 2] as const])
    assert.ok(ask(budget.open(camera), size));
  assert.equal([...budget.ledger().waiting.keys()], ['large', 'small']);
  a!.leave();
  b!.leave();
  a!.freed();
  assert.equal(told, [], 'kept for the large one');
  b!.freed();
  assert.equal(told, ['large', 'small']);
});

budgets('asking again for as much keeps the place, for something else loses it', () => {
  const { budget, ask, holder } = budgetOf(1);
  holder('x', 1);
  const [a, b] = [budget.open('a'), budget.open('b')];
  ask(a!, 2);
  ask(b!, 2);
  ask(a!, 2);
  assert.equal([...budget.ledger().waiting.keys()], ['a', 'b']);
  ask(a!, 3);
  assert.equal([...budget.ledger().waiting.keys()], ['b', 'a']);
});

budgets('those that are down go first', () => {
  const { budget, ask, holder } = budgetOf(2);
  const a = holder('a', 2);
  ask(a, 3, 'change');
  ask(budget.open('b'), 1);
  assert.equal([...budget.ledger().waiting.keys()], ['b', 'a']);
});

budgets('nothing is left of one that stays, leaves, is thrown away or forgotten', () => {
  const { budget, ask, free, told } = budgetOf(10);
  const ends: readonly ((account: Account) => void)[] = [
    (account) => account.stay(),
    (account) => account.leave(),
    (account) => {
      account.begin(4 * MiB);
      account.dropped();
    },
    (account) => {
      account.begin(4 * MiB);
      account.reserved(0);
      account.leave();
      account.freed();
    },
    () => budget.forget('a'),
  ];
  for (const end of ends) {
    const a = budget.open('a');
    assert.is(ask(a, 4), null);
    end(a);
    assert.is(free(), 10, String(end));
  }
  assert.equal(budget.ledger().held, new Map());
  assert.equal(told, []);
});

budgets('memory that a camera gives back and needs again is not taken by others', () => {
  const { budget, ask, holder, told } = budgetOf(4);
  const a = holder('a', 4);
  ask(budget.open('b'), 4);
  a.freed();
  assert.equal(told, []);
  assert.is(ask(a, 4), null);
});

budgets('what the system refused waits at its place until somebody looks', () => {
  const { budget, ask, told, looks } = budgetOf(10);
  const a = budget.open('a');
  ask(a, 4);
  a.begin(4 * MiB);
  a.failed();
  assert.equal([told, looks.length], [[], 1]);
  looks[0]!();
  assert.equal([told, looks.length], [['a'], 0], 'nobody looks for nobody');
});

budgets('what the system refused is passed by those behind it, and not woken by them', () => {
  const { budget, ask, told, looks, holder } = budgetOf(10);
  const [a, b, c] = [budget.open('a'), budget.open('b'), budget.open('c')];
  assert.is(ask(a, 8), null);
  ask(b, 8);
  ask(c, 7);
  a.begin(8 * MiB);
  a.failed();
  assert.equal(told, ['b'], 'and not a again, nor c, which has no room');
  b.begin(8 * MiB);
  b.failed();
  assert.equal(told, ['b', 'c']);
  c.stay();
  assert.equal(told, ['b', 'c'], 'a and b rest');
  assert.equal([...budget.ledger().waiting.keys()], ['a', 'b'], 'at their places');
  looks[0]!();
  assert.equal(told, ['b', 'c', 'a']);
  a.stay();
  assert.equal(told, ['b', 'c', 'a', 'b']);
  const d = holder('d', 2);
  b.begin(8 * MiB);
  b.failed();
  d.leave();
  d.freed();
  assert.is(told.at(-1), 'b', 'when somebody gives back');
  assert.is(told.length, 5);
});

budgets('who is refused and asked to try again does not rest', () => {
  const { budget, ask } = budgetOf(10);
  const a = budget.open('a');
  ask(a, 4);
  a.begin(4 * MiB);
  a.failed();
  assert.is(ask(a, 4), null);
});

budgets('nothing is kept for one that fails while it leaves', () => {
  const { budget, ask, free, told } = budgetOf(10);
  const a = budget.open('a');
  ask(a, 4);
  a.begin(4 * MiB);
  a.leave();
  a.failed();
  budget.look();
  assert.equal([told, free(), budget.ledger().waiting.size], [[], 10, 0]);
});

budgets('a larger limit is seen by looking, a smaller one takes nothing away', () => {
  const { budget, ask, holder, told, limit, free } = budgetOf(4);
  holder('a', 4);
  ask(budget.open('b'), 4);
  limit.bytes = 2 * MiB;
  budget.look();
  assert.equal([told, free()], [[], -2]);
  limit.bytes = 8 * MiB;
  budget.look();
  assert.equal(told, ['b']);
});

budgets('of the machine some is kept for others; the narrower limit is named', () => {
  const room = () => ({ bytes: marginBytes + 5 * MiB, limitedBy: 'machine', limitBytes: 9 });
  const { freeBytes, limitedBy } = new Budget({ room }).figures();
  assert.equal([freeBytes, limitedBy], [5 * MiB, 'machine']);
  const narrow = new Budget({ room, limitBytes: () => 4 * MiB }).figures();
  assert.equal([narrow.freeBytes, narrow.limitedBy], [4 * MiB, 'memory.budget']);
  assert.is(new Budget({ room, limitBytes: () => 6 * MiB }).figures().limitedBy, 'machine');
});

budgets.run();
