import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Real policies to test with, where the machine has them: the folder `POLAR_CORPUS`, or `shared/corpus` beside the project. */
export const corpusFolder =
  process.env.POLAR_CORPUS ?? fileURLToPath(new URL('../../../../shared/corpus', import.meta.url));

export function noCorpus(): boolean {
  const missing = !existsSync(corpusFolder);
  if (missing) console.info(`No corpus at ${corpusFolder}: what is tested with real policies is left out.`);
  return missing;
}

/** All files of the corpus, or a few of our own where there is none. */
export function corpusTexts(): string[] {
  if (!existsSync(corpusFolder)) return OWN;
  return ['library', 'cloud'].flatMap((dialect) =>
    readdirSync(`${corpusFolder}/${dialect}`).map((name) => readFileSync(`${corpusFolder}/${dialect}/${name}`, 'utf8')),
  );
}

const OWN = [
  `actor User {}

resource Repository {
  roles = ["reader", "admin"];
  permissions = ["read", "write"];
  relations = { parent: Organization };

  "read" if "reader";
  "admin" if "owner" on "parent";
}

# Who may do what.
allow(actor, action, resource) if has_permission(actor, action, resource);

has_role(user: User, name: String, repository: Repository) if
  role in user.roles and
  role.name = name and
  not repository.is_private or role matches Admin{level: 3};
`,
  `global { roles = ["admin"]; }
actor User {}
resource Folder extends Thing {
  roles = ["viewer"];
  relations = { parent: Folder, owner: User };
  role if role on "parent";
  "viewer" if global "admin" or "owner" and is_open(resource);
}
declare is_open(Folder);
test "folders" {
  setup {
    has_relation(Folder{"a"}, "parent", Folder{"b"});
  }
  assert allow(User{"u"}, "read", Folder{"a"});
  assert_not allow(User{"u"}, action: String, Folder{"a"}) iff action in ["x", "y"];
}
`,
];
