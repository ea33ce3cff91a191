import { maskCredentials } from './mask.ts';

/** What zod tells a message about the value at fault. */
type Fault = { readonly input?: unknown };

/** The zod option for a message that says what would be right and what is there. */
export function expected(what: string): { error: (fault: Fault) => string } {
  return {
    error: ({ input }) => {
      return input === undefined
        ? `missing: expected ${what}`
        : `expected ${what}, got ${show(input)}`;
    },
  };
}

/** A value as people call it; nothing of it that could be a credential, nothing long. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return showMap(value);
  if (typeof value !== 'string') return String(value);
  const text = maskCredentials(value);
  return JSON.stringify(text.length > shownMax ? `${text.slice(0, shownMax)}…` : text);
}

/** `path: {FRIGATE_X}` is a map to YAML, and was meant as text. */
function showMap(value: object): string {
  const [item, ...others] = Object.values(value);
  return item === null && others.length === 0 ? 'a map (are quotes missing?)' : 'a map';
}

const shownMax = 40;
