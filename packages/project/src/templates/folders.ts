import type { Template } from './template.ts';

export const folders: Template = {
  name: 'folders',
  title: 'Folders in folders',
  description: 'A role on a folder holds for everything below it, however deep.',
  text: `# A role on a folder holds for the folders and files in it, however deep they lie.
actor User {}

resource Folder {
  roles = ["reader", "writer"];
  permissions = ["list", "create"];
  relations = { parent: Folder };

  "reader" if "writer";
  role if role on "parent";

  "list" if "reader";
  "create" if "writer";
}

resource File {
  roles = ["reader", "writer"];
  permissions = ["read", "write"];
  relations = { folder: Folder };

  "reader" if "writer";
  role if role on "folder";

  "read" if "reader";
  "write" if "writer";
}

test fixture tree {
  has_relation(Folder{"plans"}, "parent", Folder{"company"});
  has_relation(Folder{"drafts"}, "parent", Folder{"plans"});
  has_relation(File{"budget"}, "folder", Folder{"drafts"});
}

test "a role reaches down to the last file" {
  setup {
    fixture tree;
    has_role(User{"anne"}, "writer", Folder{"company"});
  }

  assert allow(User{"anne"}, "create", Folder{"drafts"});
  assert allow(User{"anne"}, "write", File{"budget"});
}

test "a role does not reach up" {
  setup {
    fixture tree;
    has_role(User{"bob"}, "reader", Folder{"drafts"});
  }

  assert allow(User{"bob"}, "read", File{"budget"});
  assert_not allow(User{"bob"}, "list", Folder{"plans"});
  assert_not allow(User{"bob"}, "write", File{"budget"});
}
`,
};
