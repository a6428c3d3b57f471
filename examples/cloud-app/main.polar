# Who may do what with the documents of teams.

actor User {}

resource Team {
  roles = ["lead", "member"];

  "member" if "lead";
}

resource Document {
  roles = ["author", "reader"];
  permissions = ["read", "write", "delete"];
  relations = { team: Team };

  "reader" if "member" on "team";
  "reader" if "author";
  "read" if "reader";
  "write" if "author";
  "delete" if "author";
  "delete" if "lead" on "team";
}

test "members of a team read its documents, and leads delete them" {
  setup {
    has_role(User{"ann"}, "lead", Team{"design"});
    has_role(User{"ben"}, "member", Team{"design"});
    has_role(User{"cy"}, "author", Document{"sketch"});
    has_relation(Document{"sketch"}, "team", Team{"design"});
  }
  assert allow(User{"ann"}, action: String, Document{"sketch"}) iff action in ["read", "delete"];
  assert allow(User{"ben"}, action: String, Document{"sketch"}) iff action in ["read"];
  assert allow(User{"cy"}, action: String, Document{"sketch"}) iff
    action in ["read", "write", "delete"];
  assert_not allow(User{"dora"}, "read", Document{"sketch"});
}
