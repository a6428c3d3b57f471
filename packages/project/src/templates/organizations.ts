import type { Template } from './template.ts';

export const organizations: Template = {
  name: 'organizations',
  title: 'Organizations with their resources',
  description: 'Several tenants: roles in an organization reach to its repositories, and to no other.',
  text: `# Several organizations use the application. A role in one reaches to the repositories that belong to it.
actor User {}

resource Organization {
  roles = ["member", "admin"];
  permissions = ["invite"];

  "member" if "admin";
  "invite" if "admin";
}

resource Repository {
  roles = ["reader", "maintainer"];
  permissions = ["read", "push", "delete"];
  relations = { organization: Organization };

  "reader" if "member" on "organization";
  "maintainer" if "admin" on "organization";
  "reader" if "maintainer";

  "read" if "reader";
  "push" if "maintainer";
  "delete" if "admin" on "organization";
}

test fixture two_organizations {
  has_relation(Repository{"anvil"}, "organization", Organization{"acme"});
  has_relation(Repository{"rocket"}, "organization", Organization{"orbit"});
}

test "members read what belongs to their organization" {
  setup {
    fixture two_organizations;
    has_role(User{"anne"}, "member", Organization{"acme"});
  }

  assert allow(User{"anne"}, "read", Repository{"anvil"});
  assert_not allow(User{"anne"}, "push", Repository{"anvil"});
  assert_not allow(User{"anne"}, "read", Repository{"rocket"});
}

test "admins may do everything in their organization" {
  setup {
    fixture two_organizations;
    has_role(User{"bob"}, "admin", Organization{"acme"});
  }

  assert allow(User{"bob"}, "invite", Organization{"acme"});
  assert allow(User{"bob"}, action: String, Repository{"anvil"}) iff
    action in ["read", "push", "delete"];
  assert_not allow(User{"bob"}, "read", Repository{"rocket"});
}

test "a maintainer of one repository has no part in the others" {
  setup {
    fixture two_organizations;
    has_role(User{"cleo"}, "maintainer", Repository{"rocket"});
  }

  assert allow(User{"cleo"}, "push", Repository{"rocket"});
  assert_not allow(User{"cleo"}, "read", Repository{"anvil"});
}
`,
};
