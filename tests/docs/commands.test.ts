import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventually, within } from '../support/eventually.ts';
import { mortal } from '../support/mortal.ts';
import { root } from '../support/paths.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { type Block, blocksOf, page } from './markdown.ts';

const commands = suite('docs: commands');
const blocks = blocksOf(page('README.md'));

/** A place where `./bin/camkeeper` and `camkeeper.yml` are, as in a checkout of a reader. */
function checkout(): string {
  const folder = temporaryDirectory('readme');
  symlinkSync(join(root, 'bin'), join(folder, 'bin'));
  const config = blocks.find(({ language }) => language === 'yaml')!;
  writeFileSync(join(folder, 'camkeeper.yml'), config.text);
  return folder;
}

commands('README.md: the blocks that say so run, one after another, as they stand', async () => {
  const runnable = blocks.filter(({ language, marks }) => {
    return language === 'sh' && marks.includes('runnable');
  });
  assert.is(runnable.length, 3);
  const cwd = checkout();
  const env = { ...process.env, CAMKEEPER_RUNTIME_DIR: join(cwd, 'run') };
  let keeper: ChildProcess | null = null;
  for (const block of runnable) {
    if (block.marks.includes('background')) keeper = await background(block, { cwd, env });
    else runToTheEnd(block, { cwd, env });
  }
  const [code] = await within('the keeper ends', once(keeper!, 'exit'), 15_000);
  assert.is(code, 0);
  assert.not.ok(existsSync(env.CAMKEEPER_RUNTIME_DIR), 'its runtime directory is removed');
});

type Surroundings = { readonly cwd: string; readonly env: NodeJS.ProcessEnv };

async function background({ text }: Block, { cwd, env }: Surroundings): Promise<ChildProcess> {
  const script = text.replace('./bin', 'exec ./bin');
  const child = spawn(...mortal('sh', ['-e', '-c', script]), {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 2],
  });
  const isUp = () => spawnSync('./bin/camkeeper', ['status'], { cwd, env }).status === 0;
  await eventually('it answers', isUp, { withinMs: 15_000 });
  return child;
}

function runToTheEnd({ place, text }: Block, { cwd, env }: Surroundings): void {
  const options = { cwd, env, encoding: 'utf8', timeout: 60_000 } as const;
  const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', text], options);
  assert.is(status, 0, `${place}:\n${stdout}${stderr}`);
}

commands.run();
