import type { Template } from './template.ts';

export const roles: Template = {
  name: 'roles',
  title: 'Roles on a resource',
  description: 'Users have roles on documents; each role has the permissions of the one below it.',
  text: `# Who may do what on a document: each role may do what the one below it may, and more.
actor User {}

resource Document {
  roles = ["reader", "writer", "owner"];
  permissions = ["read", "write", "delete"];

  "reader" if "writer";
  "writer" if "owner";

  "read" if "reader";
  "write" if "writer";
  "delete" if "owner";
}

test "each role may do what the one below it may" {
  setup {
    has_role(User{"anne"}, "owner", Document{"plan"});
    has_role(User{"bob"}, "writer", Document{"plan"});
    has_role(User{"cleo"}, "reader", Document{"plan"});
  }

  assert allow(User{"anne"}, "delete", Document{"plan"});
  assert allow(User{"bob"}, "write", Document{"plan"});
  assert_not allow(User{"bob"}, "delete", Document{"plan"});
  assert allow(User{"cleo"}, action: String, Document{"plan"}) iff action in ["read"];
}

test "a role on one document is none on another" {
  setup {
    has_role(User{"anne"}, "owner", Document{"plan"});
  }

  assert_not allow(User{"anne"}, "read", Document{"budget"});
}
`,
};
