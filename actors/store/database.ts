import { accessSync, closeSync, constants, openSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { KeeperError } from '../../config/errors.ts';
import { type CommandRow, nothingStored, type StoredState } from './contracts.ts';
import { migrations as allMigrations, type Migration } from './migrations.ts';

/** `camk`: so that another program's database is never written into. */
const applicationId = 0x63616d6b;
const busyTimeoutMs = 2_000;

type Tables = {
  readonly keeper: { readonly id: 1; readonly generation: number };
  readonly commands: CommandRow;
};

/**
 * The file of the store, held by this process alone. Everything throws what SQLite says; after a
 * failed write the file is as it was before.
 */
export class StateDatabase {
  readonly #file: Sqlite.Database;
  readonly #kysely: Kysely<Tables>;

  private constructor(file: Sqlite.Database, kysely: Kysely<Tables>) {
    this.#file = file;
    this.#kysely = kysely;
  }

  /** Made when missing, with mode 0600, and brought to the newest shape. */
  static async open(
    path: string,
    migrations: readonly Migration[] = allMigrations,
  ): Promise<StateDatabase> {
    makePrivate(path);
    const file = new Sqlite(path, { timeout: busyTimeoutMs, fileMustExist: true });
    try {
      prepare(file);
      const kysely = new Kysely<Tables>({ dialect: new SqliteDialect({ database: file }) });
      await migrate({ file, kysely, migrations });
      return new StateDatabase(file, kysely);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  async read(): Promise<StoredState> {
    const keeper = await this.#kysely.selectFrom('keeper').select('generation').executeTakeFirst();
    const commands = await this.#kysely.selectFrom('commands').selectAll().execute();
    return { generation: keeper?.generation ?? nothingStored.generation, commands };
  }

  /** All of it or nothing. */
  async write({ generation, commands }: StoredState): Promise<void> {
    await inTransaction(this.#file, async () => {
      await this.#kysely.replaceInto('keeper').values({ id: 1, generation }).execute();
      await this.#kysely.deleteFrom('commands').execute();
      for (const row of commands) await this.#kysely.insertInto('commands').values(row).execute();
    });
  }

  async close(): Promise<void> {
    await this.#kysely.destroy();
    this.#file.close(); // Kysely closes only what it has used
  }
}

/**
 * Never opened when it is there: closing it would drop the locks of SQLite in this process. SQLite
 * opens for reading what cannot be written, and calls the lock that it does not get a broken disk.
 */
function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    accessSync(path, constants.W_OK);
  }
}

/**
 * Held exclusively from here on: a second keeper would overwrite what this one stores, and without
 * sharing SQLite needs no mapped memory, which kills its user on a full disk.
 */
function prepare(file: Sqlite.Database): void {
  file.pragma('locking_mode = EXCLUSIVE');
  file.pragma('secure_delete = ON'); // a password that was stored is not left in a free page
  const tables = file.prepare('select count(*) from sqlite_schema').pluck().get() as number;
  const id = file.pragma('application_id', { simple: true });
  if (tables > 0 && id !== applicationId) {
    throw new KeeperError('BAD_ARGUMENT', 'it is the database of another program');
  }
  file.pragma('journal_mode = WAL');
  file.pragma('synchronous = FULL');
  const [check] = file.pragma('quick_check') as { quick_check: string }[];
  if (check?.quick_check !== 'ok') {
    throw Object.assign(new Error(`malformed: ${check?.quick_check}`), { code: 'SQLITE_CORRUPT' });
  }
  file.exec('begin immediate; commit'); // the lock is had now or not at all
  if (tables === 0) file.pragma(`application_id = ${applicationId}`);
}

type Migrating = {
  readonly file: Sqlite.Database;
  readonly kysely: Kysely<Tables>;
  readonly migrations: readonly Migration[];
};

/** Each step and the number of its version together, or neither. */
async function migrate({ file, kysely, migrations }: Migrating): Promise<void> {
  const version = file.pragma('user_version', { simple: true }) as number;
  if (version > migrations.length) {
    throw new KeeperError('BAD_ARGUMENT', `a newer camkeeper made it (version ${version})`);
  }
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue;
    await inTransaction(file, async () => {
      await step(kysely as unknown as Kysely<unknown>);
      file.pragma(`user_version = ${index + 1}`);
    });
  }
}

/**
 * On the one connection that there is. SQLite itself rolls back when the disk is full: Kysely would
 * do it again, and tell that error instead of the cause.
 */
async function inTransaction(file: Sqlite.Database, work: () => Promise<void>): Promise<void> {
  file.exec('begin immediate');
  try {
    await work();
    file.exec('commit');
  } catch (error) {
    if (file.inTransaction) file.exec('rollback');
    throw error;
  }
}
