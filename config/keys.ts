import { z } from 'zod';
import { didYouMean } from './did-you-mean.ts';
import { show } from './expected.ts';
import type { Findings } from './findings.ts';
import { isMap, schemasOfKeys } from './prune.ts';
import { isIgnored } from './unsupported.ts';

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
    checkMap(schema, value, findings);
  }
}

function checkMap(schema: z.core.$ZodType, map: object, findings: Findings): void {
  const schemaOf = schemasOfKeys(schema);
  if (schemaOf === null) return;
  for (const [key, item] of Object.entries(map)) {
    const inner = schemaOf(key);
    if (inner === undefined) {
      findings.atKey(key).error(`unknown key ${show(key)}${hint(schema, key)}`);
    } else if (isIgnored(inner)) {
      findings.atKey(key).warn('not supported yet, ignored');
    } else {
      checkKeys(inner, item, findings.at(key));
    }
  }
}

/** With nothing near: what there is. Unsupported keys would only make the list long. */
function hint(schema: z.core.$ZodType, key: string): string {
  const shape = schema instanceof z.ZodObject ? schema.shape : {};
  const near = didYouMean(key, Object.keys(shape));
  if (near !== '') return near;
  const keys = Object.keys(shape).filter((known) => !isIgnored(shape[known]));
  return `: expected one of ${keys.join(', ')}`;
}
