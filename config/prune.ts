import { z } from 'zod';

/** `value` without the keys that a schema does not know, at every depth. */
export function prune(schema: z.core.$ZodType, value: unknown): unknown {
  if (schema instanceof z.ZodOptional) return prune(schema.unwrap(), value);
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item) => prune(schema.element, item));
  }
  const schemaOf = schemasOfKeys(schema);
  if (schemaOf === null || !isMap(value)) return value;
  const kept = Object.entries(value).flatMap(([key, item]) => {
    const inner = schemaOf(key);
    return inner === undefined ? [] : [[key, prune(inner, item)] as const];
  });
  return Object.fromEntries(kept);
}

type SchemaOfKey = (key: string) => z.core.$ZodType | undefined;

/** null for a schema of something that is no map. */
export function schemasOfKeys(schema: z.core.$ZodType): SchemaOfKey | null {
  if (schema instanceof z.ZodRecord) return () => schema.valueType;
  if (!(schema instanceof z.ZodObject)) return null;
  return (key) => (Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined);
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
