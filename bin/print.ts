import { maskCredentials } from '../config/mask.ts';

/** To standard output, a line. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** To standard error: what people should read, credentials masked. */
export function complain(text: string): void {
  process.stderr.write(`${maskCredentials(text)}\n`);
}

/** Whoever reads us may go away (`camkeeper status | head -1`): that is no fault of ours. */
export function survivePipes(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
