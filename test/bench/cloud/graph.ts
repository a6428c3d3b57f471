/**
 * The graph that the rows `cloud-*` are measured on: users in groups, groups in groups (some in circles), folders in folders (one chain of
 * them 1,000 deep), documents in folders, grants of folders and documents to users and groups. The same for the same size.
 */
export interface Graph {
  readonly users: number;
  readonly groups: number;
  readonly folders: number;
  readonly documents: number;
  /** `[user, group]` */
  readonly members: readonly Pair[];
  /** `[group, group within it]` */
  readonly subgroups: readonly Pair[];
  /** By folder: the folder that it is in, -1 for none. */
  readonly parents: Int32Array;
  /** By document: its folder. */
  readonly homes: Int32Array;
  /** To users and groups, of folders and documents. */
  readonly grants: readonly Grant[];
  /** The user who may read the documents below the first folder: a tenth of all facts. */
  readonly reader: number;
}

type Pair = readonly [number, number];

export interface Grant {
  readonly to: 'User' | 'Group';
  readonly who: number;
  readonly role: 'reader' | 'writer';
  readonly on: 'Folder' | 'Document';
  readonly what: number;
}

/** A graph of about so many facts. */
export function makeGraph(facts: number): Graph {
  const share = facts / 1_000_000;
  const random = randomOf(20_261_129);
  const below = (n: number): number => Math.floor(random() * n);
  const users = Math.round(100_000 * share);
  const groups = Math.round(10_000 * share);
  const folders = Math.round(100_000 * share);
  const documents = Math.round(300_000 * share);

  const members: Pair[] = [];
  for (let user = 0; user < users; user++) for (let i = 0; i < 3; i++) members.push([user, below(groups)]);
  const subgroups: Pair[] = [];
  for (let i = 0; i < groups / 3; i++) subgroups.push([below(groups), below(groups)]);
  // Circles of three to twelve groups.
  for (let first = 0; first + 12 < groups / 4; first += 12) {
    const length = 3 + below(10);
    for (let i = 0; i < length; i++) subgroups.push([first + i, first + ((i + 1) % length)]);
  }

  // A third of the folders is below the first one; a chain is the last of them.
  const parents = new Int32Array(folders).fill(-1);
  const chain = Math.min(1000, Math.floor(folders / 4));
  const top = 20;
  for (let folder = top; folder < folders; folder++) {
    if (folder >= folders - chain) parents[folder] = folder === folders - chain ? 1 : folder - 1;
    else parents[folder] = folder % 3 === 0 ? (folder < 300 ? 0 : below(folder / 30) * 3) : 1 + below(folder - 1);
  }
  for (let folder = top; folder < folders - chain; folder++) {
    // What is not below the first folder is not in one that is.
    if (folder % 3 !== 0 && parents[folder]! % 3 === 0) parents[folder] = parents[folder]! - 1;
  }
  const homes = new Int32Array(documents);
  for (let document = 0; document < documents; document++) homes[document] = below(folders);

  const grants: Grant[] = [];
  const role = (): 'reader' | 'writer' => (random() < 0.3 ? 'writer' : 'reader');
  for (let i = 0; i < 100_000 * share; i++)
    grants.push({ to: 'User', who: below(users), role: role(), on: 'Folder', what: top + below(folders - top) });
  for (let i = 0; i < 40_000 * share; i++)
    grants.push({ to: 'Group', who: below(groups), role: role(), on: 'Folder', what: top + below(folders - top) });
  for (let i = 0; i < 150_000 * share; i++)
    grants.push({ to: 'User', who: below(users), role: role(), on: 'Document', what: below(documents) });
  const reader = users - 1;
  grants.push({ to: 'User', who: reader, role: 'reader', on: 'Folder', what: 0 });
  return { users, groups, folders, documents, members, subgroups, parents, homes, grants, reader };
}

/** Questions: may this user read this document? Half of them about what somebody was granted, else mostly no. */
export function questionsOf({ users, documents, grants, homes, parents }: Graph, count: number): Pair[] {
  const random = randomOf(77);
  const below = (n: number): number => Math.floor(random() * n);
  const inFolder = new Map<number, number>();
  for (let document = 0; document < documents; document++) inFolder.set(homes[document]!, document);
  const below1 = new Map<number, number>();
  for (let folder = 0; folder < parents.length; folder++)
    if (parents[folder]! >= 0) below1.set(parents[folder]!, folder);
  const questions: Pair[] = [];
  while (questions.length < count) {
    const grant = grants[below(grants.length)]!;
    if (questions.length % 2 === 0 || grant.to !== 'User') {
      questions.push([below(users), below(documents)]);
      continue;
    }
    if (grant.on === 'Document') {
      questions.push([grant.who, grant.what]);
      continue;
    }
    // A document some way below the folder.
    let folder = grant.what;
    for (let step = below(4); step > 0; step--) folder = below1.get(folder) ?? folder;
    const document = inFolder.get(folder);
    if (document !== undefined) questions.push([grant.who, document]);
  }
  return questions;
}

function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The policy: who may read a document. */
export const policyText = `
actor User {}

resource Group {
  roles = ["member"];
  relations = { subgroup: Group };

  "member" if "member" on "subgroup";
}

resource Folder {
  roles = ["reader", "writer"];
  permissions = ["read", "write"];
  relations = { parent: Folder };

  role if role on "parent";
  "reader" if "writer";
  "read" if "reader";
  "write" if "writer";
}

resource Document {
  roles = ["reader", "writer"];
  permissions = ["read", "write"];
  relations = { folder: Folder };

  role if role on "folder";
  "reader" if "writer";
  "read" if "reader";
  "write" if "writer";
}

# What a group is granted, its members have.
has_role(user: User, role: String, folder: Folder) if
  group matches Group and
  has_role(group, role, folder) and
  has_role(user, "member", group);
`;
