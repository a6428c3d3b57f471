import { type Configuration, createPolicy, type Policy } from '../src/index.ts';

/** Policies in which nothing is found, with most of what each dialect has. */
export interface Sound {
  readonly configuration: Configuration;
  /** The one that is changed, and one beside it. */
  readonly files: readonly [string, string];
}

export const library: Sound = {
  configuration: {
    dialect: 'library',
    classes: {
      User: { fields: ['name', 'teams', 'boss'], extends: [] },
      Repo: { fields: ['owner', 'org', 'open'], extends: [] },
      Org: { fields: ['name'], extends: [] },
      Admin: { fields: ['level'], extends: ['User'] },
    },
    constants: ['Limit'],
  },
  files: [
    `actor User {}

resource Org {
  roles = ["owner", "member"];
  permissions = ["invite", "list"];
  "invite" if "owner";
  "list" if "member";
  "member" if "owner";
}

resource Repo {
  roles = ["admin", "reader"];
  permissions = ["read", "push"];
  relations = { parent: Org };
  "read" if "reader";
  "push" if "admin";
  "reader" if "admin";
  "admin" if "owner" on "parent";
}

has_role(user: User, name: String, org: Org) if
  team in user.teams and team.org = org and team.role = name;
has_role(user: User, "admin", repo: Repo) if repo.owner = user;
has_relation(org: Org, "parent", repo: Repo) if repo.org = org;

is_boss(admin: Admin, user: User) if user.boss = admin and admin.level > Limit;
`,
    `allow(actor, action, resource) if has_permission(actor, action, resource);
allow(user: User, "read", repo: Repo) if repo.open = true and not banned(user);
allow(boss: User, "invite", org: Org) if is_boss(boss, user) and has_role(user, "owner", org);
banned(user: User) if user.name in ["eve", "mallory"];
type is_boss(admin: User, user: User);
?= forall(x in [1, 2], x > 0);
`,
  ],
};

export const cloud: Sound = {
  configuration: { dialect: 'cloud' },
  files: [
    `actor User {}

global {
  roles = ["staff"];
  permissions = ["audit"];
  "audit" if "staff";
}

resource Org {
  roles = ["owner", "member"];
  permissions = ["invite", "list"];
  "invite" if "owner";
  "list" if "member";
  "member" if "owner";
}

resource Repo {
  roles = ["admin", "reader"];
  permissions = ["read", "push"];
  relations = { parent: Org, author: User };
  "read" if "reader";
  "push" if "admin";
  "reader" if "admin";
  "admin" if "owner" on "parent";
  "reader" if global "staff";
  "reader" if is_open(resource);
}

declare is_open(Repo);
has_permission(user: User, "push", repo: Repo) if
  has_relation(repo, "author", user) and not is_locked(repo, true);
`,
    `test fixture team {
  has_role(User{"ann"}, "owner", Org{"acme"});
  has_relation(Repo{"site"}, "parent", Org{"acme"});
}

test "owners push" {
  setup {
    fixture team;
    has_role(User{"bob"}, "staff");
    is_open(Repo{"blog"});
    is_locked(Repo{"blog"}, true);
    has_relation(Repo{"blog"}, "author", User{"cyd"});
  }
  assert allow(User{"ann"}, "push", Repo{"site"});
  assert has_permission(User{"bob"}, "read", Repo{"site"});
  assert_not allow(User{"cyd"}, "push", Repo{"blog"});
  assert allow(User{"bob"}, action: String, Repo{"blog"}) iff action in ["read"];
}
`,
  ],
};

export const policyOf = ({ configuration }: Sound, [first, second]: Sound['files']): Policy =>
  createPolicy(
    [
      { uri: 'a.polar', text: first },
      { uri: 'b.polar', text: second },
    ],
    configuration,
  );
