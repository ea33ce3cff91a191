import { type Kysely, sql } from 'kysely';

/**
 * From a new file to the newest shape, a step each. A step that was released is never changed:
 * files of that shape lie about. Number n leads to version n, counted from 1.
 */
export const migrations: readonly Migration[] = [keeperTable, commandsTable, hiddenFingerprints];

/** The shapes before the newest have no types: each step stands for itself. */
export type Migration = (database: Kysely<unknown>) => Promise<void>;

async function keeperTable(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('keeper')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('generation', 'integer', (column) => column.notNull())
    .execute();
}

async function commandsTable(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('commands')
    .addColumn('camera', 'text', (column) => column.primaryKey())
    .addColumn('section', 'text')
    .addColumn('hidden', 'text')
    .addColumn('wished', 'text')
    .execute();
}

/**
 * `hidden` held the camera as it was resolved, its password included, and so followed whatever a
 * newer program resolved. The fingerprint that stands there from now on cannot be had from that:
 * empty, it is taken from the file that is read next.
 */
async function hiddenFingerprints(database: Kysely<unknown>): Promise<void> {
  await sql`update commands set hidden = '' where hidden is not null`.execute(database);
}
