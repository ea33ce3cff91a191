import { text } from 'node:stream/consumers';
import { ask } from '../ask.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Execute, Invocation } from '../invocation.ts';
import { print } from '../print.ts';
import { UsageError } from '../usage-error.ts';

export const execute: Execute = async (invocation) => {
  const camera = invocation.operands[0]!;
  const config = await sectionOf(invocation);
  const save = invocation.options.save === true;
  await ask(invocation, { command: 'add', camera, config, save });
  print(save ? `${camera} was written into the configuration` : `${camera} was added`);
  return exitCodes.ok;
};

type Section = Record<string, unknown>;

/** From the command line, or where others must not read a password (`ps`), from standard input. */
async function sectionOf({ command, options }: Invocation): Promise<Section> {
  const { json } = options;
  if (typeof json !== 'string') {
    throw new UsageError(
      `add: --json '{"ffmpeg": {"inputs": [{"path": "rtsp://…"}]}}' is missing`,
      command,
    );
  }
  const source = json === '-' ? await text(process.stdin) : json;
  const section = parsed(source, command);
  const isObject = typeof section === 'object' && section !== null && !Array.isArray(section);
  if (isObject) return section as Section;
  throw new UsageError('add: --json has to be an object: the camera as in the file', command);
}

function parsed(source: string, command: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    // its message quotes the text, which may hold a password
    const [place] = /at position \d+|end of JSON input/.exec(String(error)) ?? [];
    const where = place === undefined ? '' : ` (${place})`;
    throw new UsageError(`add: --json is no valid JSON${where}`, command);
  }
}
