import { z } from 'zod';
import { didYouMean } from './did-you-mean.ts';
import { show } from './expected.ts';
import type { Findings } from './findings.ts';
import { ignored } from './unsupported.ts';

/**
 * Checks the keys of `value` against a schema, at every depth: unknown ones are errors, with the
 * known key that was probably meant, unsupported ones warnings.
 */
export function checkKeys(schema: z.core.$ZodType, value: unknown, findings: Findings): void {
  if (schema instanceof z.ZodOptional) {
    checkKeys(schema.unwrap(), value, findings);
  } else if (schema instanceof z.ZodArray && Array.isArray(value)) {
    value.forEach((item, index) => {
      checkKeys(schema.element, item, findings.at(index));
    });
  } else if (isMap(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (schema instanceof z.ZodRecord) checkKeys(schema.valueType, item, findings.at(key));
      if (schema instanceof z.ZodObject) checkKey(schema, { key, item }, findings);
    }
  }
}

function checkKey(schema: z.ZodObject, { key, item }: Entry, findings: Findings): void {
  const known = Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined;
  if (known === undefined) {
    const near = didYouMean(key, Object.keys(schema.shape));
    findings.atKey(key).error(`unknown key ${show(key)}${near || hintOf(schema)}`);
  } else if (isIgnored(known)) {
    findings.atKey(key).warn('not supported yet, ignored');
  } else {
    checkKeys(known, item, findings.at(key));
  }
}

type Entry = { readonly key: string; readonly item: unknown };

/** Nothing is near: say what there is. Unsupported keys would only make the list long. */
function hintOf({ shape }: z.ZodObject): string {
  const keys = Object.keys(shape).filter((key) => !isIgnored(shape[key]));
  return `: expected one of ${keys.join(', ')}`;
}

function isIgnored(schema: unknown): boolean {
  return schema instanceof z.ZodOptional && schema.unwrap() === ignored;
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
