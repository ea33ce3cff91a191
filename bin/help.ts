import { commands, globalOptions, type Options } from './commands.ts';
import { exitMeanings } from './exit-codes.ts';

const widthMax = 80;

/** Of one command, or of the whole. */
export function helpText(name: string | null): string {
  return name === null ? wholeHelp() : commandHelp(name);
}

function wholeHelp(): string {
  const summaries = Object.entries(commands).map(([name, { operands, summary }]) => {
    return [[name, ...operands].join(' '), summary] as const;
  });
  return [
    'camkeeper keeps a fleet of cameras running.',
    '',
    'usage: camkeeper COMMAND [options]      camkeeper COMMAND --help',
    '',
    'commands',
    pairs(summaries),
    '',
    'options',
    optionPairs(globalOptions),
    '',
    'exit status',
    pairs(exitMeanings),
  ].join('\n');
}

function commandHelp(name: string): string {
  const { operands, summary, details, options } = commands[name]!;
  const usage = ['usage: camkeeper', name, ...operands, '[options]'].join(' ');
  const about = details === undefined ? [summary] : [summary, details];
  const sentences = about.map((text) => wrap(sentence(text), widthMax).join('\n'));
  return [usage, '', ...sentences, '', 'options', optionPairs(options)].join('\n');
}

function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return start.endsWith('.') ? start : `${start}.`;
}

function optionPairs(options: Options): string {
  const rows = Object.entries(options).map(([name, { value, short, help }]) => {
    const names = `${short === undefined ? '    ' : `-${short}, `}--${name}`;
    return [value === null ? names : `${names} ${value}`, help] as const;
  });
  return pairs(rows);
}

/** Two columns, the second wrapped. */
function pairs(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length)) + 4;
  return rows
    .flatMap(([left, right]) => {
      const [first = '', ...rest] = wrap(right, widthMax - width);
      const indented = rest.map((line) => `${' '.repeat(width)}${line}`);
      return [`  ${left.padEnd(width - 2)}${first}`, ...indented];
    })
    .join('\n');
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
