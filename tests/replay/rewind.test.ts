import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Rewind } from '../../replay/rewind.ts';
import { longJournal } from '../support/long-journal.ts';
import { seeded } from '../support/seeded.ts';

const rewind = suite('rewind');

const ring = longJournal({ cameras: 8, lastsMs: 1_200_000 });
const whole = ring.linesFrom(0);
const length = whole.lines.length;

/** Where nothing takes any time, unless told. */
function rewinding(nowMs = () => 0): Rewind {
  const made = new Rewind({ nowMs });
  made.append(whole, 0);
  return made;
}

/** Made by going straight there. */
const straightTo = (mark: number) => rewinding().at(mark, 'cam-3');
const randomMarks = (count: number): number[] => {
  const random = seeded(7);
  return Array.from({ length: count }, () => whole.marks[Math.floor(random.next() * length)]!);
};

rewind('any moment, in any order, is as if one had gone straight there', () => {
  const made = rewinding();
  while (made.prepare(50));
  assert.ok(made.kept.length > 2, `${made.kept.length} places of ${length} lines are kept`);
  const behindPlaces = made.kept.map((number) => whole.marks[number + 2]!).slice(0, 4);
  for (const mark of [...randomMarks(8), ...behindPlaces.reverse()])
    assert.equal(made.at(mark, 'cam-3'), straightTo(mark));
});

rewind('places are further apart where keeping one takes long', () => {
  let asked = 0;
  const keepingTakesMs = 80; // and a line 1 ms
  const made: Rewind = rewinding(() => ++asked + made.kept.length * keepingTakesMs);
  while (made.prepare(1000));
  const distances = made.kept.slice(1).map((number, index) => number - made.kept[index]!);
  assert.ok(distances.length > 0);
  for (const distance of distances) assert.ok(distance >= 10 * keepingTakesMs, `${made.kept}`);
});

rewind('what is known of a moment', () => {
  const made = rewinding();
  const backsOff = whole.lines.findIndex((line) =>
    line.includes('["camera:cam-3/capture","process.exited","backingOff"]'),
  );
  const moment = made.at(whole.marks[backsOff + 1]!, 'cam-3')!;
  assert.is((moment.context as { readonly name: string }).name, 'cam-3');
  const own = moment.delays.filter(({ path }) => path === 'camera:cam-3/capture');
  assert.is(own.length, 1);
  assert.match(own[0]!.event, /^xstate\.after\.backOff/);
  assert.is(made.at(whole.marks[0]!, 'cam-3')!.context, null); // it was not there yet
  assert.is(made.at(whole.marks[0]! - 1, 'cam-3'), null); // nor was anything
});

rewind('a journal that goes on at its end, and is dropped at its beginning', () => {
  const held = longJournal({ cameras: 8, lastsMs: 1_200_000, roomBytes: 400_000 });
  const number = held.firstNumber;
  assert.ok(number > 0, 'its beginning is gone');
  const { lines, marks } = held.linesFrom(number);
  const second = lines.findIndex((line, index) => index > 0 && line.startsWith('{"journal"'));
  const made = new Rewind();
  made.append({ lines: lines.slice(0, second), marks: marks.slice(0, second) }, number);
  const early = marks[second - 5]!;
  assert.ok(made.at(early, 'cam-3')?.context);
  made.append({ lines: lines.slice(second), marks: marks.slice(second) }, number + second);
  const late = marks.at(-20)!;
  const moment = made.at(late, 'cam-3')!;
  made.dropBefore(number + second);
  assert.is(made.at(early, 'cam-3'), null);
  assert.equal(made.at(late, 'cam-3')!.context, moment.context);
});

rewind.run();
