import { assemble } from '../../keeper/assemble.ts';
import { processMachine } from '../../machines/process.ts';
import { processSetup } from '../../machines/process-setup.ts';

/** All machines as they are, but for one word in the chart of a process. */
export function withChangedProcess(keys: readonly string[], word: string): typeof assemble {
  const changed = withWord(processMachine.config, keys, word);
  const process = processSetup.createMachine(changed as never) as unknown as typeof processMachine;
  return (edges) => assemble(edges, { process });
}

/** All machines as they are, but for how long a process backs off. */
export function withChangedBackOff(delayMs: number): typeof assemble {
  const process = processMachine.provide({ delays: { backOff: delayMs } });
  return (edges) => assemble(edges, { process });
}

/** A copy; throws when there is no word at that place. */
function withWord(node: unknown, keys: readonly string[], word: string): unknown {
  const [key, ...others] = keys;
  if (key === undefined) {
    if (typeof node === 'string') return word;
    throw new Error(`expected a word to change, found ${JSON.stringify(node)}`);
  }
  const inner = withWord((node as Record<string, unknown>)[key], others, word);
  if (Array.isArray(node)) return node.map((item, at) => (String(at) === key ? inner : item));
  return { ...(node as object), [key]: inner };
}
