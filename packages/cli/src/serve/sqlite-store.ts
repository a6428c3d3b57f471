import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type CloudValue, FactStore } from '@polar-tools/evaluator';
import { type FactChange, type Journal, type PolicyText, Refusal } from '@polar-tools/serve';
import { Failure } from '../failure.ts';

/** What a file of `--store` has, and where changes of it go. */
export interface Store extends Journal {
  readonly facts: FactStore;
  /** The policy that was uploaded last; undefined where none was. */
  readonly policyText: PolicyText | undefined;
  close(): void;
}

/** "Pola" in the file's header: another program's SQLite file is not written to. */
const APPLICATION = 0x506f6c61;
const FORMAT = 1;

/**
 * Opens the file of `--store`, or makes it. A change is on the disk when its method returns: each is one transaction, and SQLite waits for the disk at
 * its end (`synchronous = FULL`), so that a process that is killed loses nothing that was answered, and leaves no half of anything.
 *
 * @param shown the path as the person wrote it
 * @throws Failure where this Node has no SQLite, and where the file is no such store, is used by another server, or cannot be opened
 */
export async function openStore(path: string, shown: string): Promise<Store> {
  const { DatabaseSync } = await sqlite();
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path);
    return new SqliteStore(prepared(database, shown));
  } catch (thrown) {
    database?.close();
    if (thrown instanceof Failure) throw thrown;
    throw new Failure('store', `${shown} cannot be used as a store: ${reasonOf(thrown)}`);
  }
}

/** What SQLite says, in words for a person (https://www.sqlite.org/rescode.html). */
function reasonOf(thrown: unknown): string {
  const code = thrown instanceof Error && 'errcode' in thrown ? Number(thrown.errcode) & 0xff : 0;
  const reasons: Readonly<Record<number, string>> = {
    5: 'another polar serve uses it. End that one, or name another file.',
    8: 'it may not be written to.',
    11: 'it is damaged.',
    13: 'the disk is full.',
    14: 'it cannot be opened or made there. Is there such a folder?',
    26: 'it is no SQLite file.',
  };
  return reasons[code] ?? (thrown instanceof Error ? thrown.message : String(thrown));
}

async function sqlite(): Promise<typeof import('node:sqlite')> {
  try {
    return await withoutWarning(() => import('node:sqlite'));
  } catch {
    throw new Failure(
      'old-node',
      `--store needs Node 22.13 or later, which has SQLite, and this is ${process.version}. Without --store, facts are kept in memory.`,
    );
  }
}

/** Node calls its SQLite experimental at the first import; who runs the server can do nothing about that. */
async function withoutWarning<Value>(load: () => Promise<Value>): Promise<Value> {
  const { emitWarning } = process;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]): void => {
    if (!String(warning).includes('SQLite'))
      (emitWarning as (...all: unknown[]) => void).call(process, warning, ...rest);
  };
  try {
    return await load();
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** The database with its tables, for this process alone. */
function prepared(database: DatabaseSync, shown: string): DatabaseSync {
  const pragma = (name: string): number => Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  const { count } = database.prepare('SELECT count(*) AS count FROM sqlite_schema').get() as { count: number };
  if (count > 0 && pragma('application_id') !== APPLICATION)
    throw new Failure(
      'store',
      `${shown} is a SQLite file of another program. Name another file, or one that is not there yet.`,
    );
  if (count > 0 && pragma('user_version') !== FORMAT)
    throw new Failure('store', `${shown} was written by another version of polar. Name another file.`);
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    BEGIN IMMEDIATE;
    PRAGMA application_id = ${APPLICATION};
    PRAGMA user_version = ${FORMAT};
    CREATE TABLE IF NOT EXISTS facts (
      number INTEGER PRIMARY KEY,
      predicate TEXT NOT NULL,
      arguments TEXT NOT NULL,
      UNIQUE (predicate, arguments)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS policy (
      number INTEGER PRIMARY KEY CHECK (number = 1),
      filename TEXT NOT NULL,
      src TEXT NOT NULL
    ) STRICT;
    COMMIT;
  `);
  return database;
}

class SqliteStore implements Store {
  readonly facts: FactStore;
  readonly policyText: PolicyText | undefined;
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #delete: StatementSync;
  readonly #policy: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#insert = database.prepare('INSERT OR IGNORE INTO facts (predicate, arguments) VALUES (?, ?)');
    this.#delete = database.prepare('DELETE FROM facts WHERE predicate = ? AND arguments = ?');
    this.#policy = database.prepare('INSERT OR REPLACE INTO policy (number, filename, src) VALUES (1, ?, ?)');
    this.facts = storedFacts(database);
    const row = database.prepare('SELECT filename, src FROM policy').get();
    this.policyText = row === undefined ? undefined : { filename: String(row.filename), src: String(row.src) };
  }

  change(changes: readonly FactChange[]): void {
    this.#transaction(() => {
      for (const { kind, fact } of changes)
        (kind === 'insert' ? this.#insert : this.#delete).run(fact.predicate, written(fact.arguments));
    });
  }

  clear(): void {
    this.#transaction(() => this.#database.exec('DELETE FROM facts'));
  }

  policy({ filename, src }: PolicyText): void {
    this.#transaction(() => this.#policy.run(filename, src));
  }

  close(): void {
    this.#database.close();
  }

  /** @throws Refusal where it was not kept; then nothing of it was */
  #transaction(change: () => void): void {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      change();
      this.#database.exec('COMMIT');
    } catch (thrown) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw new Refusal(500, `The change could not be kept in the store, so nothing was changed: ${reasonOf(thrown)}`);
    }
  }
}

/** Types and ids in turn. */
const written = (values: readonly CloudValue[]): string => JSON.stringify(values.flatMap(({ type, id }) => [type, id]));

function storedFacts(database: DatabaseSync): FactStore {
  const facts = new FactStore();
  for (const row of database.prepare('SELECT predicate, arguments FROM facts ORDER BY number').iterate()) {
    const all = JSON.parse(String(row.arguments)) as readonly string[];
    const values: CloudValue[] = [];
    for (let at = 0; at < all.length; at += 2) values.push({ type: all[at]!, id: all[at + 1]! });
    facts.add({ predicate: String(row.predicate), arguments: values });
  }
  return facts;
}
