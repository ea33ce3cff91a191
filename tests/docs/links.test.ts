import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { topics } from '../../bus/topics.ts';
import { root } from '../support/paths.ts';
import { codeSpansOf, type Page, page, pages, proseOf } from './markdown.ts';

const columnsMax = 120;
const links = suite('docs: links');

for (const one of pages()) {
  links(`${one.path}: every relative link leads somewhere`, () => {
    assert.equal(linksOf(one).filter(isBroken(one)), []);
  });

  links(`${one.path}: every file that it names is there`, () => {
    const named = codeSpansOf(one).filter(isPath);
    assert.equal(
      named.filter((path) => !existsSync(join(root, path.replace(/ .*/, '')))),
      [],
    );
  });

  if (one.path.startsWith('docs/machines/')) continue; // drawn from the charts
  links(`${one.path}: no line is wider than ${columnsMax} columns`, () => {
    const wide = one.text.split('\n').filter((line) => [...line].length > columnsMax);
    assert.equal(wide, []);
  });
}

links('every word of the glossary that has a place stands there', () => {
  const entries = page('docs/glossary.md').text.split(/^- /m).slice(1);
  const astray = entries.flatMap((entry) => {
    const places = [...entry.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code).filter(isPath);
    const words = [...entry.matchAll(/\*\*([^*]+)\*\*/g)].map(([, word = '']) => word);
    const texts = places.map((place) => normal(page(place).text));
    const stands = words.some((word) => texts.some((text) => text.includes(normal(word))));
    return places.length === 0 || stands ? [] : words;
  });
  assert.equal(astray, []);
});

const normal = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');

function linksOf(one: Page): string[] {
  const all = [...proseOf(one).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return all.filter((target) => !/^[a-z]+:/.test(target));
}

function isBroken({ path }: Page): (target: string) => boolean {
  return (target) => {
    const [file = '', anchor] = target.split('#');
    const to = file === '' ? path : join(dirname(path), file);
    if (!existsSync(join(root, to))) return true;
    return anchor !== undefined && !anchorsOf(page(to)).includes(anchor);
  };
}

/** As GitHub makes them of headings. */
function anchorsOf(one: Page): string[] {
  return [...proseOf(one).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => {
    const kept = heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '');
    return kept.replaceAll(' ', '-');
  });
}

const folders = 'actors|bench|bin|bus|config|docs|keeper|machines|native|tests';
const placed = new RegExp(`^(${folders})/[\\w./-]*( .*)?$`);

function isPath(code: string): boolean {
  return placed.test(code) && !Object.hasOwn(topics, code);
}

links.run();
