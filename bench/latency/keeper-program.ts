import { Subject } from 'rxjs';
import { startWith } from 'rxjs/operators';
import { createKeeper } from '../../index.ts';
import { stampedRun } from './stamped-run.ts';

// A keeper in a process of its own: `PROGRAM RUNTIME_DIRECTORY CONFIGURATION`. Takes whole
// configurations from its parent, and says by its clock when it received each.

const [program = '', runtimeDirectory = '', first = '{}'] = process.argv.slice(2);
const configurations$ = new Subject<object>();
const run = stampedRun(program);
const keeper = createKeeper({
  runtimeDirectory,
  config: configurations$.pipe(startWith(JSON.parse(first))),
  processes: { capture: run, tracker: run },
});
process.on('message', (configuration: object) => {
  process.send!(String(process.hrtime.bigint()));
  configurations$.next(configuration);
});
await keeper.start();
await keeper.stopped;
process.disconnect();
