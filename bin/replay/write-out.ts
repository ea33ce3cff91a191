import { writeFile } from 'node:fs/promises';
import { errorData, KeeperError } from '../../config/errors.ts';
import { writeScript } from '../../replay/script/write-script.ts';

/** Never over a file that is there: it may be the script that was just played. */
export async function writeOut(file: string, source: object): Promise<void> {
  await writeFile(file, writeScript(source), { flag: 'wx' }).catch((cause) => {
    throw new KeeperError('JOURNAL_FAILED', `${file}: ${errorData(cause).message}`, { cause });
  });
}
