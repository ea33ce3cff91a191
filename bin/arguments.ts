import { type ParseArgsConfig, parseArgs } from 'node:util';
import { didYouMean } from '../config/did-you-mean.ts';
import { type Command, commands, globalOptions, type Options } from './commands.ts';
import type { Invocation } from './invocation.ts';
import { UsageError } from './usage-error.ts';

export type Parsed =
  | { readonly ask: 'help'; readonly command: string | null }
  | { readonly ask: 'version' }
  | { readonly ask: 'run'; readonly command: Command; readonly invocation: Invocation };

/** Options may stand before the command and behind it. Throws UsageError. */
export function parseCommandLine(argv: readonly string[]): Parsed {
  const name = commandIn(argv);
  if (name === null) return withoutCommand(argv);
  if (name === 'help') return { ask: 'help', command: helpTopic(argv) };
  const command = commandNamed(name);
  const { options, operands } = readOptions(argv, command.options, name);
  if (options.help) return { ask: 'help', command: name };
  operands.splice(operands.indexOf(name), 1);
  checkOperands(operands, command, name);
  return { ask: 'run', command, invocation: { command: name, operands, options } };
}

/** The first word that is neither an option nor the value of one. */
function commandIn(argv: readonly string[]): string | null {
  const options = Object.assign({}, ...Object.values(commands).map((each) => each.options));
  const all = { ...options, json: { value: null }, ...globalOptions };
  return tokensOf(argv, all).find((token) => token.kind === 'positional')?.value ?? null;
}

function withoutCommand(argv: readonly string[]): Parsed {
  const { options } = readOptions(argv, globalOptions, null);
  if (options.help) return { ask: 'help', command: null };
  if (options.version) return { ask: 'version' };
  throw new UsageError(`a command is missing: one of ${Object.keys(commands).join(', ')}`);
}

function helpTopic(argv: readonly string[]): string | null {
  const topic = argv[argv.indexOf('help') + 1];
  if (topic === undefined) return null;
  commandNamed(topic);
  return topic;
}

function commandNamed(name: string): Command {
  if (Object.hasOwn(commands, name)) return commands[name]!;
  const known = Object.keys(commands);
  throw new UsageError(
    `there is no command ${JSON.stringify(name)}${didYouMean(name, known) || hint(known)}`,
  );
}

const hint = (known: readonly string[]) => `: it is one of ${known.join(', ')}`;

function checkOperands(operands: readonly string[], command: Command, name: string): void {
  const { length } = command.operands;
  const missing = command.operands[operands.length];
  if (missing !== undefined && !missing.startsWith('['))
    throw new UsageError(`${name}: ${missing} is missing`, name);
  if (operands.length > length) {
    const extra = JSON.stringify(operands[length]);
    throw new UsageError(`${name}: nothing is known to do with ${extra}`, name);
  }
}

function readOptions(argv: readonly string[], known: Options, command: string | null) {
  const options: Record<string, string | true> = {};
  const operands: string[] = [];
  for (const token of tokensOf(argv, known)) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    options[token.name] = checkOption(token, known, command);
  }
  return { options, operands };
}

type OptionToken = {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
};

function checkOption(
  { name, rawName, value, inlineValue }: OptionToken,
  known: Options,
  command: string | null,
): string | true {
  const of = command === null ? '' : `${command}: `;
  const option = Object.hasOwn(known, name) ? known[name]! : null;
  if (option === null) {
    const names = Object.keys(known).map((each) => `--${each}`);
    const end = didYouMean(rawName, names) || hint(names);
    throw new UsageError(`${of}there is no option ${rawName}${end}`, command);
  }
  if (option.value === null) {
    if (value !== undefined) throw new UsageError(`${of}${rawName} takes no value`, command);
    return true;
  }
  const isForgotten = value === undefined || (!inlineValue && /^-./.test(value));
  if (isForgotten) throw new UsageError(`${of}${rawName} needs ${option.value}`, command);
  return value;
}

function tokensOf(argv: readonly string[], known: Options) {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const [name, { value, short }] of Object.entries(known)) {
    options[name] = { type: value === null ? 'boolean' : 'string', ...(short && { short }) };
  }
  const config = { args: [...argv], options, strict: false, allowPositionals: true, tokens: true };
  return parseArgs({ ...config, tokens: true }).tokens;
}
