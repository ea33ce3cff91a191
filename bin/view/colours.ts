export type Colour = 'good' | 'bad' | 'pending' | 'quiet' | 'title';
export type Paint = (colour: Colour, text: string) => string;

const codes: Readonly<Record<Colour, string>> = {
  good: '32',
  bad: '31',
  pending: '33',
  quiet: '2',
  title: '1',
};

/** https://no-color.org: set and not empty means none. */
export function painter(environment: Readonly<Record<string, string | undefined>>): Paint {
  const isPlain = Boolean(environment.NO_COLOR) || environment.TERM === 'dumb';
  return isPlain ? (_, text) => text : (colour, text) => `\x1b[${codes[colour]}m${text}\x1b[0m`;
}

export function colourOf(state: string): Colour {
  if (state === 'running.healthy') return 'good';
  if (state === 'disabled.faulted' || state === 'broken') return 'bad';
  if (state === 'starting.backingOff') return 'bad';
  return state.startsWith('disabled') || state === 'removed' ? 'quiet' : 'pending';
}
