import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from '../support/paths.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { type Block, blocksOf, pages } from './markdown.ts';

const examples = suite('docs: examples');
const blocks = pages().flatMap(blocksOf);
const of = (language: string) => blocks.filter((block) => block.language === language);

for (const [index, block] of blocks.entries()) {
  if (block.language !== 'yaml' || block.marks.includes('script')) continue;
  const isWrong = block.marks.includes('wrong');
  examples(`${block.place}: check finds it ${isWrong ? 'wrong, in these words' : 'right'}`, () => {
    const { status, stderr } = check(block);
    assert.is(status, isWrong ? 78 : 0, stderr);
    if (isWrong) assert.is(stderr, blocks[index + 1]!.text);
  });
}

const project = programProject(of('ts'));

examples('the TypeScript compiles', () => {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [compiler, '--project', project.folder], {
    encoding: 'utf8',
  });
  assert.is(status, 0, stdout);
});

for (const { block, program } of project.programs) {
  if (!block.marks.includes('runnable')) continue;
  examples(`${block.place}: runs, and ends by itself`, () => {
    const options = { cwd: project.folder, encoding: 'utf8', timeout: 60_000 } as const;
    const output = execFileSync(process.execPath, [program], options);
    assert.match(output, /^front starting/m);
  });
}

function check({ text }: Block) {
  const folder = temporaryDirectory('docs');
  writeFileSync(join(folder, 'camkeeper.yml'), text);
  const command = [join(root, 'dist/bin/camkeeper.js'), 'check', 'camkeeper.yml'];
  const env = { ...process.env, FRIGATE_FRONT_PASSWORD: 'secret' };
  return spawnSync(process.execPath, command, { cwd: folder, env, encoding: 'utf8' });
}

/** A program of its own that depends on camkeeper, as an embedder's does. */
function programProject(sources: readonly Block[]) {
  const folder = temporaryDirectory('docs');
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/camkeeper'));
  symlinkSync(join(root, 'node_modules/uvu'), join(folder, 'node_modules/uvu'));
  symlinkSync(join(root, 'node_modules/@types'), join(folder, 'node_modules/@types'));
  const compilerOptions = {
    ...{ module: 'nodenext', target: 'es2023', lib: ['es2023', 'esnext.disposable'] },
    ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: true, types: ['node'] },
  };
  const config = { compilerOptions, include: ['*.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const programs = sources.map((block, index) => {
    writeFileSync(join(folder, `example-${index}.ts`), block.text);
    return { block, program: join(folder, `example-${index}.js`) };
  });
  return { folder, programs };
}

examples.run();
