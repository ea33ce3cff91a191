import { writeSync } from 'node:fs';
import { Subject } from 'rxjs';
import { startWith } from 'rxjs/operators';
import type { AnyActorRef, InspectionEvent } from 'xstate';
import { serveControl } from '../../bus/control.ts';
import { createKeeper, type Input } from '../../index.ts';
import { answer } from '../../keeper/control.ts';
import { pathOf } from '../../keeper/trace.ts';
import { stampedRun, stampFd } from './stamped-run.ts';

// A keeper in a process of its own: `PROGRAM RUNTIME_DIRECTORY CONFIGURATION`. Takes commands on a
// socket, as any keeper does, and whole configurations from its parent. Writes stamps as its
// children do: when it has received one, when it sends SIGTERM, when it has started a process.

const [program = '', runtimeDirectory = '', first = '{}'] = process.argv.slice(2);
const configurations$ = new Subject<object>();
const run = stampedRun(program);
const keeper = createKeeper({
  runtimeDirectory,
  config: configurations$.pipe(startWith(JSON.parse(first))),
  processes: { capture: run, tracker: run },
  inspect: stampSignal,
  onInput: stampSpawned,
});
process.on('message', (configuration: object) => {
  stamp('keeper received');
  configurations$.next(configuration);
});
await keeper.start();
const { close } = serveControl({
  url: `ipc://${runtimeDirectory}/bench`,
  handle: (request) => {
    if (request.command !== 'status') stamp('keeper received');
    return answer({ keeper, outcome: keeper.stopped }, request);
  },
});
await keeper.stopped;
await close();
process.disconnect();

function stampSignal(inspection: InspectionEvent): void {
  if (inspection.type !== '@xstate.event' || inspection.event.type !== 'process.signal') return;
  stamp(`${processAt(pathOf(inspection.actorRef as AnyActorRef))} sent`);
}

function stampSpawned(input: Input): void {
  if (!('event' in input) || input.event.type !== 'process.spawned') return;
  stamp(`${processAt(input.to)} spawned`);
}

/** `camera:front/capture/run#2` is called `front/capture`, as it calls itself. */
function processAt(path: string): string {
  return path.replace(/^camera:/, '').replace(/\/run.*$/, '');
}

function stamp(what: string): void {
  writeSync(stampFd, `${what} ${process.hrtime.bigint()}\n`);
}
