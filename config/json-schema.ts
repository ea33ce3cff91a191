import { z } from 'zod';
import { fileSection } from './schema.ts';

/** The schema of the file as JSON Schema (2020-12), for editors. */
export function jsonSchema(): object {
  return z.toJSONSchema(fileSection, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema: schema }) => {
      // A flag may also be written as a word: the list of values says more than the type.
      if (schema.enum !== undefined) delete schema.type;
    },
  });
}
