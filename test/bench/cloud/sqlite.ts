import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Graph } from './graph.ts';

const schema = `
create table member (user integer, grp integer, primary key (user, grp)) without rowid;
create table subgroup (grp integer, inner_grp integer, primary key (inner_grp, grp)) without rowid;
create table folder (id integer primary key, parent integer);
create table document (id integer primary key, folder integer);
create table user_folder (user integer, folder integer, role integer, primary key (user, folder, role)) without rowid;
create table group_folder (grp integer, folder integer, role integer, primary key (grp, folder, role)) without rowid;
create table user_document (user integer, document integer, role integer, primary key (user, document, role)) without rowid;
`;

const indexes = `
create index folder_parent on folder (parent);
create index document_folder on document (folder);
create index group_folder_folder on group_folder (folder, grp);
analyze;
`;

const groups = `
groups(grp) as (
  select grp from member where user = :user
  union
  select subgroup.grp from groups join subgroup on subgroup.inner_grp = groups.grp
)`;

const authorize = `
with recursive
folders(id) as (
  select folder from document where id = :document
  union
  select folder.parent from folders join folder on folder.id = folders.id where folder.parent is not null
),
${groups}
select exists (select 1 from user_document where user = :user and document = :document)
  or exists (select 1 from folders join user_folder on user_folder.user = :user and user_folder.folder = folders.id)
  or exists (
    select 1 from folders
    join group_folder on group_folder.folder = folders.id
    join groups on groups.grp = group_folder.grp
  ) as allowed`;

const list = `
with recursive
${groups},
folders(id) as (
  select folder from user_folder where user = :user
  union
  select folder from groups join group_folder on group_folder.grp = groups.grp
  union
  select folder.id from folders join folder on folder.parent = folders.id
)
select document.id as id from folders join document on document.folder = folders.id
union
select document from user_document where user = :user`;

/** The policy in SQL, in memory, with the indexes that the two queries want. */
export class InSqlite {
  readonly #authorize: StatementSync;
  readonly #list: StatementSync;

  constructor({ members, subgroups, parents, homes, grants }: Graph) {
    const database = new DatabaseSync(':memory:');
    database.exec(schema);
    database.exec('begin');
    const into = (table: string, columns: number): StatementSync =>
      database.prepare(`insert or ignore into ${table} values (${new Array(columns).fill('?').join()})`);
    const member = into('member', 2);
    for (const pair of members) member.run(...pair);
    const subgroup = into('subgroup', 2);
    for (const pair of subgroups) subgroup.run(...pair);
    const folder = into('folder', 2);
    parents.forEach((parent, id) => void folder.run(id, parent < 0 ? null : parent));
    const document = into('document', 2);
    homes.forEach((home, id) => void document.run(id, home));
    const [userFolder, groupFolder, userDocument] = ['user_folder', 'group_folder', 'user_document'].map((table) =>
      into(table, 3),
    ) as [StatementSync, StatementSync, StatementSync];
    for (const { to, who, role, on, what } of grants) {
      const statement = on === 'Document' ? userDocument : to === 'User' ? userFolder : groupFolder;
      statement.run(who, what, role === 'reader' ? 0 : 1);
    }
    database.exec('commit');
    database.exec(indexes);
    this.#authorize = database.prepare(authorize);
    this.#list = database.prepare(list);
  }

  mayRead(user: number, document: number): boolean {
    return (this.#authorize.get({ user, document }) as { allowed: number }).allowed === 1;
  }

  readable(user: number): number[] {
    return this.#list.all({ user }).map(({ id }) => id as number);
  }
}
