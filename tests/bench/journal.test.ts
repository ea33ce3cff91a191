import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { spentIn } from '../../bench/journal/cpu-profile.ts';
import { measureJournal } from '../../bench/journal.ts';

const journal = suite('bench of the journal');

const frameOf = (functionName: string, url = '') => {
  return { functionName, url, scriptId: '0', lineNumber: 0, columnNumber: 0 };
};

journal('counts a function, what it called, and nothing of waiting', () => {
  const nodes = [
    { id: 1, callFrame: frameOf('(root)'), children: [2, 3, 5] },
    { id: 2, callFrame: frameOf('(idle)') },
    { id: 3, callFrame: frameOf('write', 'ours.js'), children: [4] },
    { id: 4, callFrame: frameOf('stringify') },
    { id: 5, callFrame: frameOf('other', 'theirs.js') },
  ];
  const [samples, timeDeltas] = [
    [2, 3, 4, 5],
    [900_000, 1_000, 2_000, 7_000],
  ];
  const profile = { nodes, samples, timeDeltas, startTime: 0, endTime: 0 };
  const spent = spentIn(profile, (url) => url === 'ours.js');
  assert.equal(spent, { busyMs: 10, oursMs: 3 });
});

journal('tells what each change costs, with real cameras', async () => {
  const figures = await measureJournal(1, 1);
  for (const name of ['file.share', 'ring.share']) {
    const { value, unit } = figures[name]!;
    assert.is(unit, '%');
    assert.ok(value >= 0 && value < 100, `${name} is ${value}`);
  }
  assert.ok(figures.linesPerChange!.value >= 1);
  assert.ok(figures.bytesPerChange!.value > 100);
});

journal.run();
