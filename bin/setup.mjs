#!/usr/bin/env node
// Brings a fresh clone on a Debian or Ubuntu machine to where everything runs, with nothing but
// what Node has built in. Does only what is missing; prints to stderr, a line a step.
//   node bin/setup.mjs [--for tests | --for bench]
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFacts } from './setup/facts.mjs';
import { holdLock } from './setup/lock.mjs';
import { plan } from './setup/plan.mjs';
import { runStep } from './setup/steps.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (text) => process.stderr.write(text);

process.exitCode = setUp(profileOf(process.argv.slice(2)));

function setUp(profile) {
  const first = plan(readFacts(root, profile));
  if (first.error !== null || first.steps.length === 0) return tell(first);
  if (!holdLock(fileURLToPath(import.meta.url), say)) return 1; // held until this process ends
  const now = plan(readFacts(root, profile)); // another set-up may have done it meanwhile
  if (tell(now) !== 0) return 1;
  return now.steps.every((step) => runStep(step, { root, say })) ? 0 : 1;
}

/** Prints what there is to say; returns the exit status so far. */
function tell({ error, notes }) {
  for (const note of notes) say(`set-up: ${note}\n`);
  if (error !== null) say(`set-up: ${error}\n`);
  return error === null ? 0 : 1;
}

function profileOf(args) {
  const [option, profile = 'run'] = args;
  if (option === undefined || (option === '--for' && ['tests', 'bench'].includes(profile))) {
    return profile;
  }
  say('usage: node bin/setup.mjs [--for tests | --for bench]\n');
  return process.exit(64);
}
