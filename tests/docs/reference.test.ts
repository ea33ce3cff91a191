import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { commands } from '../../bin/commands.ts';
import { exitCodes, exitMeanings } from '../../bin/exit-codes.ts';
import { topics } from '../../bus/topics.ts';
import { chartOf } from '../../charts/chart-of.ts';
import { statesIn } from '../../charts/model.ts';
import { decodePresets } from '../../config/ffmpeg-decode-presets.ts';
import { inputPresets } from '../../config/ffmpeg-presets.ts';
import { jsonSchema } from '../../config/json-schema.ts';
import { createKeeper } from '../../index.ts';
import { cameraMachine } from '../../machines/camera.ts';
import { eventually } from '../support/eventually.ts';
import { root } from '../support/paths.ts';
import { codeSpansOf, type Page, page } from './markdown.ts';

// What the code has, the pages name.

const reference = suite('docs: reference');
const configuration = page('docs/configuration.md');
const operating = page('docs/operating.md');
const embedding = page('docs/embedding.md');

const missing = (words: readonly string[], one: Page) => {
  const named = codeSpansOf(one);
  return words.filter((word) => !named.includes(word));
};

reference('configuration.md: every key of the schema', () => {
  const keys = keysOf(jsonSchema() as Schema).map((key) => key.replace(/^cameras\.\*\./, ''));
  assert.ok(keys.length > 20);
  assert.equal(missing(keys, configuration), []);
});

reference('configuration.md: every preset of inputs, and no other', () => {
  const named = firstColumn(configuration, "ffmpeg's arguments");
  assert.equal(named, Object.keys(inputPresets).sort());
});

reference('configuration.md: every preset of decoding', () => {
  const short = Object.keys(decodePresets).filter((name) => !/^preset-nvidia-/.test(name));
  assert.equal(missing(short, configuration), []);
});

reference('operating.md: every exit code, with what --help says of it', () => {
  const rows = new Map(
    tableUnder(operating, 'Exit codes').map(([code = '', text = '']) => [code, text]),
  );
  for (const code of Object.values(exitCodes)) assert.ok(rows.has(String(code)), `${code}`);
  for (const [code, meaning] of exitMeanings) {
    assert.ok(rows.get(code)?.startsWith(meaning.replace(/\)$/, '')), `${code}: ${rows.get(code)}`);
  }
  assert.is(rows.size, exitMeanings.length);
});

reference('operating.md: every field of status', async () => {
  await using keeper = createKeeper({ config: { cameras: { front: refused() } } });
  await keeper.start();
  const hasFailed = () => {
    const { capture, next, ring } = keeper.status().cameras.front!;
    return capture.lastExit && next?.attempt && ring;
  };
  await eventually('it has failed', hasFailed, { withinMs: 20_000 });
  const fields = fieldsOf(JSON.parse(JSON.stringify(keeper.status())));
  assert.ok(fields.length > 30);
  assert.equal(missing(fields, operating), []);
});

reference('operating.md: every state, and no other', () => {
  const states = statesIn(chartOf(cameraMachine).root);
  const leaves = states.filter(({ type }) => type !== 'compound').map(({ path }) => path);
  const rows = tableUnder(operating, 'States').map(([state = '']) => state.replaceAll('`', ''));
  assert.equal(rows, leaves);
});

reference('operating.md: every cause and every loss, and no other', () => {
  const contracts = source('actors/contracts.ts');
  const [, union = ''] = /export type ExitCause =([^;]*);/.exec(contracts) ?? [];
  assert.equal(firstColumn(operating, 'When a camera is down'), quoted(union));
  const [, record = ''] = /const losses = \{([^}]*)\}/.exec(source('keeper/status.ts')) ?? [];
  assert.equal(firstColumn(operating, 'Losses'), quoted(record));
});

reference('README.md and operating.md: every command and option, and no other', () => {
  const rows = tableUnder(page('README.md'), 'The command');
  const names = Object.keys(commands);
  const listed = rows.map(([cell = '']) => /[a-z]+/.exec(cell)?.[0]);
  assert.equal(listed, names);
  const spans = codeSpansOf(operating);
  for (const name of names)
    assert.ok(
      spans.some((span) => span.split(' ')[0] === name),
      name,
    );
  const options = Object.values(commands).flatMap((command) => Object.keys(command.options));
  for (const option of new Set(options)) {
    if (option !== 'help') assert.ok(operating.text.includes(`--${option}`), option);
  }
});

reference('embedding.md: every topic and every option', () => {
  assert.equal(missing(Object.keys(topics), embedding), []);
  const fields = [...source('keeper/options.ts').matchAll(/^ {2}readonly (\w+)\?:/gm)];
  assert.equal(
    missing(
      fields.map(([, name]) => name!),
      embedding,
    ),
    [],
  );
});

const source = (path: string) => readFileSync(join(root, path), 'utf8');

const quoted = (text: string) => [...text.matchAll(/'([\w-]+)'/g)].map(([, word]) => word!).sort();

const firstColumn = (one: Page, heading: string) =>
  tableUnder(one, heading)
    .map(([first = '']) => first.replaceAll('`', ''))
    .sort();

/** The rows of the table below a heading, without its titles. */
function tableUnder({ text }: Page, heading: string): string[][] {
  const [, rest = ''] = text.split(new RegExp(`^#+ ${heading}\n`, 'm'));
  const [section = ''] = rest.split(/^#/m);
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

type Schema = {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
};

/** Of keys that hold a map the keys in it; those that are not supported yet are left out. */
function keysOf(schema: Schema): string[] {
  const properties = Object.entries(schema.properties ?? {});
  const all = schema.properties ? properties : [['*', anyKey(schema)] as const];
  return all.flatMap(([key, inner]) => {
    if (inner === null || inner.description?.startsWith('not supported')) return [];
    const list = inner.items?.properties ? inner.items : null;
    const below = keysOf(list ?? inner);
    const name = list ? `${key}[]` : key;
    return below.length === 0 ? [key] : [...(list ? [key] : []), ...below.map(under(name))];
  });
}

const under = (name: string) => (key: string) => (key === '*' ? name : `${name}.${key}`);

function anyKey({ additionalProperties: inner }: Schema): Schema | null {
  return typeof inner === 'object' ? inner : null;
}

/** The names of all fields; those of cameras by name are no fields. */
function fieldsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const names = Object.entries(value).flatMap(([name, inner]) => {
    return name === 'front' ? fieldsOf(inner) : [name, ...fieldsOf(inner)];
  });
  return [...new Set(names)];
}

function refused(): object {
  return {
    ffmpeg: { inputs: [{ path: 'rtsp://127.0.0.1:9/nobody' }] },
    detect: { width: 320, height: 240 },
  };
}

reference.run();
