import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Input } from '../../actors/door/door.ts';
import { failureFilesMax } from '../../actors/journal/failure-files.ts';
import { type Keeper, type KeeperOptions, replayJournal } from '../../index.ts';
import { Deferred } from '../../keeper/deferred.ts';
import { Failures } from '../../keeper/failures.ts';
import type { Journaling } from '../../keeper/journaling.ts';
import { eventually, within } from '../support/eventually.ts';
import { fixture } from '../support/paths.ts';
import { mounting, mountTmpfs } from '../support/small-disk.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { camera, generated, keeperWith, untilHealthy, untilState } from './fleet.ts';
import { malformedOnce } from './malformed.ts';

// What the journal holds in memory is kept when something fails that should not.

const failures = suite('failures are kept');

const filesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.includes('-failure-'))
    .map((name) => join(folder, name));

type Told = { readonly keeper: Keeper; readonly folder: string; readonly warnings: string[] };

async function started(
  cameras: Record<string, object>,
  options: KeeperOptions = {},
): Promise<Told> {
  const folder = temporaryDirectory('failures');
  const keeper = await keeperWith(cameras, { store: join(folder, 'camkeeper.db'), ...options });
  const warnings: string[] = [];
  keeper.warnings$.subscribe(({ file, message }) => warnings.push(`${file}: ${message}`));
  return { keeper, folder, warnings };
}

failures('a machine throws: its run is in a file, and replays to where it threw', async () => {
  const onInput = malformedOnce();
  const { keeper, folder, warnings } = await started({ front: camera() }, { onInput });
  const { tracker } = await untilHealthy(keeper, 'front');
  process.kill(tracker.pid!, 'SIGKILL');
  await untilState(keeper, 'front', 'disabled.faulted');
  await eventually('it is told', () => warnings.length > 0);
  const { failure, failures: kept, state } = keeper.status().journal;
  assert.is(state, 'memory');
  assert.equal(filesIn(folder), [failure]);
  assert.is(kept.length, 1);
  assert.is(kept[0]!.file, failure);
  assert.match(kept[0]!.reason, /^front broke: /);
  assert.ok(failure!.includes(kept[0]!.at.replace(/[-:.]/g, '')), 'when');
  assert.is(warnings.length, 1);
  assert.match(warnings[0]!, /-failure-\d{8}T\d{9}Z\.jsonl: front broke: .*`camkeeper replay`/);
  const { difference, inputs } = await replayJournal(failure!);
  assert.is(difference, null);
  assert.ok(inputs > 5, `${inputs} inputs`);
  const isThere = readFileSync(failure!, 'utf8').includes(
    '"event":{"type":"process.exited","exit":null',
  );
  assert.ok(isThere, 'what it threw at is in it');
  await keeper.stop();
  assert.is(filesIn(folder).length, 1, 'the stop was in order');
});

failures('a stop by force is kept, and who had to be killed is told', async () => {
  const inputs = [{ path: generated.path, input_args: generated.inputArgs, roles: ['detect'] }];
  const ffmpeg = { inputs, path: fixture('ffmpeg-ignores-term.sh') };
  const { keeper, folder, warnings } = await started({ deaf: camera(undefined, { ffmpeg }) });
  await untilHealthy(keeper, 'deaf');
  const { cameras } = await keeper.stop({ withinMs: 800 });
  assert.ok(cameras.deaf!.forced.length > 0);
  const [file = ''] = filesIn(folder);
  assert.match(warnings[0]!, /the stop was not in order; had to be killed: deaf /);
  assert.is((await replayJournal(file)).difference, null);
});

failures('the machine of the keeper breaks: what led there is kept', async () => {
  const onInput = (input: Input) => {
    if ('event' in input && input.event.type === 'keeper.restart') breakRoot?.();
  };
  let breakRoot: (() => void) | null = null;
  const inspect: KeeperOptions['inspect'] = ({ rootId: _, actorRef }) => {
    breakRoot ??= () => (actorRef as { send: (event: object) => void }).send(malformed);
  };
  const { keeper, folder, warnings } = await started({ front: camera() }, { onInput, inspect });
  await untilHealthy(keeper, 'front');
  keeper.restart('front', 'tracker');
  await keeper.stopped.catch(() => {});
  assert.is(filesIn(folder).length, 1);
  assert.match(warnings[0]!, /the keeper's own machine broke: a malformed event/);
});

const malformed = {
  type: 'reaper.cleared',
  get camera(): string {
    throw new Error('a malformed event');
  },
};

failures('nothing is kept of a life in order, nor where the journal is in a file', async () => {
  const orderly = await started({ front: camera() });
  await untilHealthy(orderly.keeper, 'front');
  await orderly.keeper.stop();
  assert.equal(filesIn(orderly.folder), []);

  const journal = { file: join(temporaryDirectory(), 'journal.jsonl') };
  const onInput = malformedOnce();
  const written = await started({ front: camera() }, { onInput, journal });
  const { tracker } = await untilHealthy(written.keeper, 'front');
  process.kill(tracker.pid!, 'SIGKILL');
  await untilState(written.keeper, 'front', 'disabled.faulted');
  const { state, path } = written.keeper.status().journal;
  assert.equal([state, path], ['file', journal.file]);
  await written.keeper.stop();
  assert.equal(filesIn(written.folder), []);
  assert.is((await replayJournal(journal.file)).difference, null);
});

failures(
  'without a store nothing is written by itself; it can be asked for, also at the end',
  async () => {
    const runtimeDirectory = join(temporaryDirectory('failures'), 'run');
    const onInput = malformedOnce();
    const keeper = await keeperWith({ front: camera() }, { onInput, runtimeDirectory });
    const { tracker } = await untilHealthy(keeper, 'front');
    process.kill(tracker.pid!, 'SIGKILL');
    await untilState(keeper, 'front', 'disabled.faulted');
    await keeper.stop();
    assert.not.ok(existsSync(runtimeDirectory), 'nothing is left there');
    assert.is(keeper.status().journal.failure, null);
    const file = join(temporaryDirectory('failures'), 'journal.jsonl');
    await keeper.dumpJournal(file);
    assert.is((await replayJournal(file)).difference, null);
  },
);

/** A journal in memory that `dump` writes. */
function failuresOn(dump: () => Promise<void>) {
  const warnings: string[] = [];
  const store = join(temporaryDirectory(), 'camkeeper.db');
  const status = () => ({ state: 'memory' });
  const journaling = { status, dump } as unknown as Journaling;
  const tell = ({ message }: { readonly message: string }) => warnings.push(message);
  return { warnings, kept: new Failures({ store, journaling: () => journaling, tell }) };
}

failures('the end waits for what is being written; all reasons are told at once', async () => {
  const disk = new Deferred<void>();
  const { warnings, kept } = failuresOn(() => disk.promise);
  kept.note('one');
  kept.note('two');
  const settled = kept.settled().then(() => warnings.length);
  await new Promise(setImmediate);
  disk.resolve();
  assert.is(await settled, 1);
  assert.match(warnings[0]!, /^one; two: `camkeeper replay`/);
});

failures('as many are shown as are kept; masked, and not at any length', async () => {
  const { kept } = failuresOn(async () => {});
  for (let round = 0; round < failureFilesMax + 2; round++) {
    kept.note(`round ${round}: rtsp://viewer:hunter2@host ${'x'.repeat(10_000)}`);
    await kept.settled();
  }
  assert.is(kept.kept.length, failureFilesMax);
  for (const { reason } of kept.kept) {
    assert.not.match(reason, /hunter2/);
    assert.ok(reason.length <= 500);
  }
  assert.match(kept.kept.at(-1)!.reason, new RegExp(`^round ${failureFilesMax + 1}`));
});

failures('the end does not wait for a disk that hangs, nor without a failure', async () => {
  const { kept } = failuresOn(() => new Promise(() => {}));
  await within('nothing to wait for', kept.settled(), 1_000);
  kept.note('one');
  await within('no longer than that', kept.settled(), 20_000);
});

failures('what cannot be written is told', async () => {
  const { warnings, kept } = failuresOn(() => Promise.reject(new Error('ENOSPC: no space')));
  kept.note('front broke');
  await kept.settled();
  assert.equal(warnings, ['front broke: what led there cannot be written: ENOSPC: no space']);
});

mounting(failures)('status says that the journal has ended, and cameras go on', async () => {
  const folder = mountTmpfs('size=64k');
  writeFileSync(join(folder, 'others'), Buffer.alloc(56 * 1024));
  const journal = { file: join(folder, 'journal.jsonl') };
  const onTrouble = () => {};
  await using keeper = await keeperWith({ front: camera() }, { journal, onTrouble });
  await untilHealthy(keeper, 'front');
  const isEnded = () => {
    if (keeper.status().journal.state === 'ended') return true;
    keeper.restart('front', 'tracker');
    return false;
  };
  await eventually('it has ended', isEnded, { withinMs: 30_000 });
  assert.equal(keeper.status().journal, {
    state: 'ended',
    path: journal.file,
    reason: 'the disk is full (ENOSPC)',
    memoryBytes: 4 * 1024 * 1024,
    failure: null,
    failures: [],
  });
  await untilHealthy(keeper, 'front');
  const rest = join(temporaryDirectory(), 'rest.jsonl');
  await keeper.dumpJournal(rest);
  const { difference, inputs } = await replayJournal(rest);
  assert.is(difference, null);
  assert.ok(inputs > 10, 'the last of it is in memory');
});

failures.run();
