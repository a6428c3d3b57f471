import { createRequire } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import * as reference from 'oso';
import { expect, test } from 'vitest';
import * as ours from '../src/index.ts';

const { typeOrmAdapter: theirAdapter } = createRequire(import.meta.url)('oso/dist/src/typeOrmAdapter') as {
  typeOrmAdapter: (source: unknown) => never;
};

class Org {}
class Role {}
class User {
  readonly id = 1;
}
class Repo {
  readonly id = 3;
}

const database = new DatabaseSync(':memory:');
database.exec(`
  CREATE TABLE Org (id INTEGER, name TEXT);
  CREATE TABLE Role (id INTEGER, name TEXT, userId INTEGER, orgId INTEGER);
  CREATE TABLE Repo (id INTEGER, name TEXT, orgId INTEGER, isPublic INTEGER, stars INTEGER);
  INSERT INTO Org VALUES (1, 'a'), (2, 'b');
  INSERT INTO Role VALUES (1, 'admin', 1, 1), (2, 'member', 2, 2), (3, 'member', 1, 2);
  INSERT INTO Repo VALUES (1, 'r1', 2, 0, 10), (2, 'r2', 1, 0, 20), (3, 'r3', 2, 1, 30), (4, 'r4', 1, 0, 40), (5, 'r5', NULL, 0, 50);
`);

/** As much of TypeORM's builder as is used, over a database. */
class Query {
  readonly #from: string;
  #joins = '';
  #where = '';
  #values: Record<string, unknown> = {};
  constructor(from: string) {
    this.#from = from;
  }
  innerJoin(entity: string, alias: string, condition: string): this {
    this.#joins += ` INNER JOIN ${entity} ${alias} ON ${condition}`;
    return this;
  }
  where(condition: string, values: Readonly<Record<string, unknown>>): this {
    this.#where = condition;
    this.#values = values;
    return this;
  }
  andWhere(condition: string): this {
    this.#where += ` AND ${condition}`;
    return this;
  }
  async getMany(): Promise<{ id: number }[]> {
    const given: unknown[] = [];
    const where = this.#where.replaceAll(/:(\.\.\.)?(\w+)/g, (_, many: string | undefined, name: string) => {
      const values = many === undefined ? [this.#values[name]] : (this.#values[name] as unknown[]);
      given.push(...values.map((value) => (typeof value === 'boolean' ? Number(value) : value)));
      return values.map(() => '?').join(', ');
    });
    const text = `SELECT DISTINCT ${this.#from}.id FROM ${this.#from} ${this.#from}${this.#joins} WHERE ${where}`;
    return database.prepare(text).all(...(given as never[])) as unknown as { id: number }[];
  }
}

const source = { getRepository: (entity: string) => ({ createQueryBuilder: () => new Query(entity) }) };

/** What of the repositories may be read, as the application narrows it down itself. */
async function readable(library: 'ours' | 'theirs', policy: string, narrower = '1 = 1'): Promise<string> {
  const { Oso, Relation } = (library === 'ours' ? ours : reference) as typeof ours;
  const oso = new Oso();
  oso.registerClass(User, { fields: { id: Number } });
  oso.registerClass(Org, {
    fields: { id: Number, name: String, roles: new Relation('many', 'Role', 'id', 'orgId') },
  });
  oso.registerClass(Role, { fields: { id: Number, name: String, userId: Number, orgId: Number } });
  const fields = { id: Number, name: String, orgId: Number, isPublic: Boolean, stars: Number };
  oso.registerClass(Repo, { fields: { ...fields, org: new Relation('one', 'Org', 'orgId', 'id') } });
  oso.registerConstant(new Repo(), 'BEST');
  oso.setDataFilteringAdapter(library === 'ours' ? ours.typeOrmAdapter(source) : theirAdapter(source));
  await oso.loadStr(`allow(u: User, "read", r: Repo) if u.id = 1 and ${policy};`);
  const query = (await oso.authorizedQuery(new User(), 'read', Repo)) as Query;
  return (await query.andWhere(narrower).getMany())
    .map(({ id }) => id)
    .sort()
    .join(' ');
}

test.each([
  ['r.isPublic', '3'],
  ['r.org.name = "a"', '2 4'],
  ['((r.stars > 20 and r.stars <= 40) or r.name = "r1")', '1 3 4'],
  ['r.stars >= 40', '4 5'],
  ['r.stars < 20', '1'],
  ['r.name != "r1"', '2 3 4 5'],
  ['not r.name = "r1" and r.isPublic = false', '2 4 5'],
  ['r.orgId = nil', '5'],
  ['r.orgId != nil', '1 2 3 4'],
  ['role in r.org.roles and role.userId = u.id and role.name = "admin"', '2 4'],
  ['r = BEST', '3'],
  ['r != BEST', '1 2 4 5'],
  ['r.name in ["r1", "r2"]', '1 2'],
  ['r.name = 1 and false', ''],
  ['r.stars > 0', '1 2 3 4 5'],
])('objects for which %s are found in a database as by the reference', async (policy, expected) => {
  expect([await readable('ours', policy), await readable('theirs', policy)]).toEqual([expected, expected]);
});

test.each([
  ['(r.isPublic or r.stars > 30)', '4'],
  ['(r.name = "r1" or r.name = "r2" or r.name = "r4")', '2 4'],
  ['r.stars > 30', '4'],
  ['r.name = 1 and false', ''],
])('a query for %s that the application narrows down has no more than both let through', async (policy, expected) => {
  const narrower = 'Repo.orgId = 1';
  const found = [await readable('ours', policy, narrower), await readable('theirs', policy, narrower)];
  expect(found).toEqual([expected, expected]);
});

test.each([
  ['In', [1, 3], '1 3'],
  ['In', [], ''],
  ['Nin', [1, 3], '2 4 5'],
  ['Nin', [], '1 2 3 4 5'],
] as const)('a condition of a list: %s %j', async (cmp, value, expected) => {
  const adapter = ours.typeOrmAdapter<{ id: number }>(source);
  const lhs = { typeName: 'Repo', fieldName: 'id' };
  const query = adapter.buildQuery({
    model: 'Repo',
    relations: [],
    conditions: [[{ lhs, cmp, rhs: { value } }]],
    types: new Map(),
  });
  const found = await adapter.executeQuery(query);
  expect(found.map(({ id }) => id).join(' ')).toBe(expected);
});
