import { readFile } from 'node:fs/promises';
import { type ConfigProblem, toProblem } from '../../config/problems.ts';

export type FileText = { readonly text: string } | { readonly problem: ConfigProblem };

/** What stands in a configuration file; that it is not there, or not for us, is an answer too. */
export async function readConfigText(file: string): Promise<FileText> {
  try {
    return { text: await readFile(file, 'utf8') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const message = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`;
    return { problem: toProblem({ path: [], message }, { file, line: null, column: null }) };
  }
}
