export type Environment = Readonly<Record<string, string | undefined>>;

export type Substitution =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

/**
 * Frigate's substitution: `{FRIGATE_X}` becomes the value of that name, `{{` and `}}` become single
 * braces, every other brace stays. What was put in is not looked at again, so that a password may
 * contain braces. Values never appear in messages.
 */
export function substitute(text: string, environment: Environment): Substitution {
  const faults: string[] = [];
  const replaced = text.replace(/\{\{|\}\}|\{(FRIGATE_[^{}\s]*)(\}?)/g, (found, name, close) => {
    if (name === undefined) return found[0] ?? '';
    const fault = faultOf(name, close, environment);
    if (fault !== null) faults.push(fault);
    return environment[name] ?? '';
  });
  return faults.length === 0
    ? { ok: true, text: replaced }
    : { ok: false, message: faults.join('; ') };
}

/** The names that `{…}` may use, of a whole process environment. */
export function substitutable(environment: Environment): Environment {
  const usable = Object.entries(environment).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(usable);
}

export const prefix = 'FRIGATE_';

function faultOf(name: string, close: string, environment: Environment): string | null {
  if (close === '' || !/^FRIGATE_[A-Za-z0-9_]+$/.test(name)) {
    return 'malformed substitution: expected {FRIGATE_NAME}, or {{ for a brace of its own';
  }
  if (Object.hasOwn(environment, name) && environment[name] !== undefined) return null;
  const places = 'the environment, in a secrets file or under environment_vars';
  return `{${name}} has no value: expected ${name} in ${places}`;
}
