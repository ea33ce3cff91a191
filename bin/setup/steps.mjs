import { spawnSync } from 'node:child_process';
import { removeStamp, writeStamp } from './fingerprint.mjs';
import { isInstalled } from './needs.mjs';

const outputMax = 64 << 20;

/**
 * Runs one step of the plan: a line when all is well, the whole output when not.
 * Returns whether the rest can go on.
 */
export function runStep(step, { root, say }) {
  say(`set-up: ${step.title} … `);
  const startedMs = performance.now();
  const fingerprint = step.builds?.fingerprint(root); // before: what changes meanwhile is not built
  if (step.builds) removeStamp(root, step.builds.folder);
  const output = failureOf(step, root) ?? stillMissing(step);
  if (output === null) {
    if (step.builds) writeStamp(root, step.builds.folder, fingerprint);
    say(`${((performance.now() - startedMs) / 1000).toFixed(1)} s\n`);
    return true;
  }
  say(`failed${step.optional ? ', going on without' : ''}\n${step.optional ? '' : output}`);
  return step.optional === true;
}

/** null when every command succeeded, else the output of what failed. */
function failureOf({ commands, otherwise = [] }, root) {
  const first = runAll(commands, root);
  if (first === null || otherwise.length === 0) return first;
  return runAll(otherwise, root);
}

/** What is installed but not where it is looked for: removed by hand, or behind another PATH. */
function stillMissing({ packages = [] }) {
  const missing = packages.filter((name) => !isInstalled(name));
  return missing.length === 0 ? null : `installed, but not found: ${missing.join(' ')}\n`;
}

function runAll(commands, root) {
  for (const command of commands) {
    const failure = run(command, root);
    if (failure !== null) return failure;
  }
  return null;
}

function run(command, root) {
  const [file, ...args] = resolve(command);
  const options = { cwd: root, encoding: 'utf8', maxBuffer: outputMax };
  const result = spawnSync(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  if (result.status === 0) return null;
  const cause = result.error?.message ?? `exit status ${result.status ?? result.signal}`;
  return `$ ${command.join(' ')}\n${result.stdout ?? ''}${result.stderr ?? ''}${cause}\n`;
}

/** This very node, and the npm that started us, if one did: not whatever comes first in PATH. */
function resolve([name, ...args]) {
  const npm = process.env.npm_execpath;
  if (name === 'node') return [process.execPath, ...args];
  if (name === 'npm' && npm?.endsWith('npm-cli.js')) return [process.execPath, npm, ...args];
  return [name, ...args];
}
