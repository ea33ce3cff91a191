#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoConfig } from './demo/cameras.ts';
import { openPlainSurface } from './demo/plain-surface.ts';
import type { ExitCode } from './exit-codes.ts';
import { tellFailure } from './failure.ts';
import { complain, survivePipes } from './print.ts';
import { formOf, surfaces } from './run/form.ts';
import { httpOf } from './run/http.ts';
import { keep } from './run/keep.ts';
import { leave } from './run/leave.ts';

/** `npm start`: three cameras with generated video, or those that are given. */
const usage = [
  'with your own:  npm start -- rtsp://user:password@host/stream   (several, or video files)',
  '                npm start -- camkeeper.yml                      (a configuration)',
];

survivePipes();
leave(await demo(process.argv.slice(2)).catch((error) => tellFailure(error, false)));

async function demo(given: readonly string[]): Promise<ExitCode> {
  const option = given.find((argument) => argument.startsWith('-'));
  if (option !== undefined) return tellUsage(option);
  const runtimeDirectory = join(tmpdir(), `camkeeper-demo-${randomBytes(3).toString('hex')}`);
  const config = demoConfig(given);
  const form = formOf({ command: 'demo', operands: [], options: {} }, 'text');
  return keep({
    keeper: { config, runtimeDirectory, instance: 'demo' },
    open: form === 'table' ? await surfaces.table() : openPlainSurface,
    level: 'info',
    http: httpOf({ command: 'demo', operands: [], options: {} }),
    hints: [
      ...usage,
      `ask it:         ./bin/camkeeper --runtime-dir ${runtimeDirectory} status`,
      'end it:         Ctrl-C',
    ],
  });
}

function tellUsage(option: string): ExitCode {
  for (const line of usage) complain(line);
  return option === '--help' || option === '-h' ? 0 : 64;
}
