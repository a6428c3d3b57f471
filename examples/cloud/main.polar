# The Cloud dialect: facts instead of application objects, and tests beside the rules.

actor User {}

global {
  roles = ["support"];
}

resource Organization {
  roles = ["member", "admin"];
  permissions = ["read", "manage_members"];

  "read" if "member";
  "manage_members" if "admin";
  "member" if "admin";
}

resource Folder {
  roles = ["reader", "writer"];
  permissions = ["read", "write"];
  relations = { organization: Organization, parent: Folder };

  role if role on "parent";
  "reader" if "member" on "organization";
  "writer" if "admin" on "organization";
  "reader" if "writer";

  "read" if "reader";
  "read" if global "support";
  "write" if "writer";
}

has_permission(_user: User, "read", folder: Folder) if
  is_public(folder);

test fixture acme {
  has_role(User{"anne"}, "admin", Organization{"acme"});
  has_role(User{"bob"}, "member", Organization{"acme"});
  has_relation(Folder{"plans"}, "organization", Organization{"acme"});
  has_relation(Folder{"drafts"}, "parent", Folder{"plans"});
}

test "roles of an organization reach its folders" {
  setup {
    fixture acme;
  }

  assert allow(User{"anne"}, "write", Folder{"drafts"});
  assert allow(User{"bob"}, "read", Folder{"drafts"});
  assert_not allow(User{"bob"}, "write", Folder{"plans"});
}

test "support reads everything, and everyone reads what is public" {
  setup {
    fixture acme;
    has_role(User{"sam"}, "support");
    is_public(Folder{"plans"});
  }

  assert allow(User{"sam"}, "read", Folder{"drafts"});
  assert allow(User{"eve"}, "read", Folder{"plans"});
  assert_not allow(User{"eve"}, "read", Folder{"drafts"});
}
