import type { Semantics } from './point.ts';

export const blocks: readonly Semantics[] = [
  {
    point: 'blocks',
    name: 'the longhand of blocks',
    policy: `actor User {}
      resource Repo { permissions = ["read", "write", "admin"]; roles = ["reader", "writer", "owner"]; relations = { org: Org, owner_of: User };
        "read" if "reader"; "write" if "writer"; "reader" if "writer"; "writer" if "owner"; "owner" if "owner" on "org"; "admin" if "owner_of"; }
      resource Org { roles = ["owner"]; }
      has_role(user: User, "owner", org: Org) if user.name = "bob" and org.name = "o1";
      has_role(user: User, "reader", _: Repo) if user.name = "ann";
      has_relation(org: Org, "org", repo: Repo) if repo.org = org;
      has_relation(user: User, "owner_of", repo: Repo) if repo.owner = user;
      allow(actor, action, resource) if has_permission(actor, action, resource);`,
    queries: ['ann', 'bob', 'cyd', 'dee'].flatMap((actor) =>
      ['r1', 'r2', 'o1'].flatMap((resource) => [
        `allow(${actor}, x, ${resource})`,
        `has_role(${actor}, x, ${resource})`,
        `allow(${actor}, "write", ${resource})`,
      ]),
    ),
  },
];
