import type { z } from 'zod';
import type { Findings } from './findings.ts';
import { checkKeys } from './keys.ts';
import type { KeyPath } from './problems.ts';
import { prune } from './prune.ts';

/** The value as the schema sees it, or null after telling `findings` why not. */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  findings: Findings,
): z.output<Schema> | null {
  const errorsBefore = findings.errors.length;
  checkKeys(schema, value, findings);
  const result = schema.safeParse(value);
  if (result.success) return findings.errors.length === errorsBefore ? result.data : null;
  for (const issue of result.error.issues) {
    // `checkKeys` has told of those already, with the key that was meant.
    if (issue.code !== 'unrecognized_keys') below(findings, issue.path).error(issue.message);
  }
  return null;
}

/** The same without telling anybody, and without minding unknown keys. */
export function soundPart<Schema extends z.ZodType>(schema: Schema, value: unknown) {
  const result = schema.safeParse(prune(schema, value));
  return result.success ? result.data : null;
}

function below(findings: Findings, path: readonly PropertyKey[]): Findings {
  const keys: KeyPath = path.map((key) => (typeof key === 'number' ? key : String(key)));
  return keys.reduce<Findings>((place, key) => place.at(key), findings);
}
