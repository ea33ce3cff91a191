import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fileChanges } from '../../../actors/config/file-watch.ts';
import { eventually } from '../../support/eventually.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const watching = suite('file watch');

/** Listens to a file; `change` resolves when another change was told than those before. */
function listen(path: string) {
  const troubles: string[] = [];
  let told = 0;
  const subscription = fileChanges({ path, onTrouble: (what) => troubles.push(what) }).subscribe(
    () => told++,
  );
  const change = async (make: () => void) => {
    const before = told;
    make();
    await eventually('the change is told', () => told > before);
  };
  return { change, troubles, told: () => told, end: () => subscription.unsubscribe() };
}

const watchers = () => process.getActiveResourcesInfo().filter((name) => /FSEvent/i.test(name));

/** A file in a directory of its own. */
function fileIn(folder = temporaryDirectory('watch'), name = 'camkeeper.yml'): string {
  const path = join(folder, name);
  writeFileSync(path, 'old');
  return path;
}

/** What editors and other programs do to a file. */
const ways: Readonly<Record<string, (path: string) => void>> = {
  'written in place': (path) => writeFileSync(path, 'new'),
  'truncated and written': (path) => {
    truncateSync(path);
    appendFileSync(path, 'new');
  },
  'replaced by rename': (path) => {
    writeFileSync(`${path}.tmp`, 'new');
    renameSync(`${path}.tmp`, path);
  },
  'moved aside and written anew, as vim does': (path) => {
    renameSync(path, `${path}~`);
    writeFileSync(path, 'new');
    rmSync(`${path}~`);
  },
  'deleted and created': (path) => {
    rmSync(path);
    writeFileSync(path, 'new');
  },
};
for (const [way, write] of Object.entries(ways)) {
  watching(`${way}: one change each time, and nothing is left at the end`, async () => {
    const path = fileIn();
    const { change, told, end } = listen(path);
    for (const turn of [1, 2, 3]) {
      await change(() => write(path));
      assert.is(told(), turn);
      writeFileSync(path, `old ${turn}`); // seen together with the next
    }
    end();
    await eventually('nobody watches', () => watchers().length === 0);
  });
}

watching('a hundred writes in a burst are one change', async () => {
  const path = fileIn();
  const { change, told, end } = listen(path);
  await change(() => {
    for (let count = 0; count < 100; count++) writeFileSync(path, `${count}`);
  });
  await change(() => writeFileSync(path, 'and another'));
  assert.is(told(), 2);
  end();
});

watching('what happens to other files beside it is no change', async () => {
  const path = fileIn();
  const { change, told, end } = listen(path);
  const other = listen(`${path}.0`); // hears the same as the first, and after it
  await other.change(() => {
    for (let count = 0; count < 10; count++) writeFileSync(`${path}.${count}`, 'other');
    rmSync(`${path}.1`);
  });
  await change(() => writeFileSync(path, 'new'));
  assert.is(told(), 1);
  end();
  other.end();
});

watching('a directory of links that is swapped, as Kubernetes does', async () => {
  const folder = temporaryDirectory('watch');
  const swap = (version: string) => {
    mkdirSync(join(folder, version));
    fileIn(join(folder, version));
    writeFileSync(join(folder, version, 'camkeeper.yml'), version);
    symlinkSync(version, join(folder, '..data_tmp'));
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
  };
  swap('one');
  const path = join(folder, 'camkeeper.yml');
  symlinkSync('..data/camkeeper.yml', path);
  const { change, end } = listen(path);
  for (const version of ['two', 'three']) {
    await change(() => swap(version));
    assert.is(readFileSync(path, 'utf8'), version);
  }
  end();
});

watching('a file behind a link elsewhere, and the link turned to another', async () => {
  const [one, other] = [fileIn(), fileIn()];
  const path = join(temporaryDirectory('watch'), 'link.yml');
  symlinkSync(one, path);
  const { change, end } = listen(path);
  await change(() => writeFileSync(one, 'new'));
  await change(() => {
    rmSync(path);
    symlinkSync(other, path);
  });
  await change(() => ways['replaced by rename']!(other));
  await change(() => rmSync(other));
  await change(() => writeFileSync(other, 'again'));
  end();
});

watching('its directory is exchanged for another', async () => {
  const folder = temporaryDirectory('watch');
  const [one, other] = [join(folder, 'one'), join(folder, 'other')];
  for (const each of [one, other]) mkdirSync(each);
  const path = fileIn(one);
  fileIn(other);
  const { change, end } = listen(path);
  await change(() => {
    renameSync(one, `${one}~`);
    renameSync(other, one);
  });
  await change(() => writeFileSync(path, 'new'));
  end();
});

watching('its directory goes and comes again', async () => {
  const folder = join(temporaryDirectory('watch'), 'a', 'b');
  mkdirSync(folder, { recursive: true });
  const path = fileIn(folder);
  const { change, end } = listen(path);
  for (const _ of [1, 2]) {
    await change(() => rmSync(join(folder, '..'), { recursive: true }));
    await change(() => {
      mkdirSync(folder, { recursive: true });
      fileIn(folder);
    });
    await change(() => writeFileSync(path, 'new'));
  }
  end();
});

watching('links in a circle are no file, until they are turned', async () => {
  const folder = temporaryDirectory('watch');
  const path = join(folder, 'a');
  symlinkSync('b', path);
  symlinkSync('a', join(folder, 'b'));
  const { change, troubles, end } = listen(path);
  await change(() => {
    rmSync(join(folder, 'b'));
    fileIn(folder, 'b');
  });
  assert.equal(troubles, []);
  end();
});

watching.run();
