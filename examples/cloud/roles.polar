# Roles, relations, folders and teams.

test "an administrator owns every folder of the organization" {
  setup {
    fixture acme;
  }
  # admin of acme → owner of company → of plans → of drafts, by parent.
  assert has_role(User{"anne"}, "owner", Folder{"company"});
  assert has_role(User{"anne"}, "owner", Folder{"drafts"});
  assert allow(User{"anne"}, "share", Folder{"plans"});
}

test "an owner is an editor and a viewer, too" {
  setup {
    fixture acme;
  }
  # owner gives editor, and editor gives viewer: no other role is declared.
  assert has_role(User{"anne"}, role: String, Folder{"plans"}) iff
    role in ["owner", "editor", "viewer"];
}

test "a member of the organization has no role of its folders" {
  setup {
    fixture acme;
  }
  # Only admin leads from the organization to a folder.
  assert_not has_role(User{"bob"}, "viewer", Folder{"company"});
  assert_not allow(User{"bob"}, "read", Folder{"company"});
}

test "an administrator is a member" {
  setup {
    fixture acme;
  }
  # "member" if "admin": so there is all that a member may, and what only an administrator may.
  assert allow(User{"anne"}, action: String, Organization{"acme"}) iff
    action in ["read", "invite", "manage_members"];
  assert allow(User{"bob"}, action: String, Organization{"acme"}) iff action in ["read", "invite"];
}

test "an administrator of one organization is nobody in another" {
  setup {
    fixture acme;
  }
  # Gina is admin of globex, and nothing of acme's is globex's.
  assert_not allow(User{"gina"}, "read", Organization{"acme"});
  assert_not allow(User{"gina"}, "read", Folder{"drafts"});
}

test "a role of a folder holds below it, and not above" {
  setup {
    fixture acme;
    has_role(User{"eve"}, "editor", Folder{"plans"});
  }
  # drafts is in plans; company is above it, and people beside it.
  assert allow(User{"eve"}, "write", Folder{"plans"});
  assert allow(User{"eve"}, "write", Folder{"drafts"});
  assert_not allow(User{"eve"}, "read", Folder{"company"});
  assert_not allow(User{"eve"}, "read", Folder{"people"});
}

test "a role of a folder holds for the files in it" {
  setup {
    fixture acme;
    has_role(User{"eve"}, "viewer", Folder{"plans"});
  }
  # idea is in drafts, which is in plans; contract is in people.
  assert allow(User{"eve"}, "read", Document{"idea"});
  assert_not allow(User{"eve"}, "write", Document{"idea"});
  assert_not allow(User{"eve"}, "read", File{"contract"});
}

test "folders in each other end no search" {
  setup {
    has_relation(Folder{"a"}, "parent", Folder{"b"});
    has_relation(Folder{"b"}, "parent", Folder{"c"});
    has_relation(Folder{"c"}, "parent", Folder{"a"});
    has_role(User{"eve"}, "viewer", Folder{"b"});
  }
  # b is above a, c is above b, a is above c: the role goes round to all three.
  assert allow(User{"eve"}, "read", Folder{"a"});
  assert allow(User{"eve"}, "read", Folder{"b"});
  assert allow(User{"eve"}, "read", Folder{"c"});
  assert_not allow(User{"eve"}, "write", Folder{"a"});
}

test "a folder in itself gives nothing" {
  setup {
    has_relation(Folder{"a"}, "parent", Folder{"a"});
  }
  # Nobody has a role that could go round.
  assert_not allow(User{"eve"}, "read", Folder{"a"});
}

test "an empty folder may be deleted by its owner" {
  setup {
    fixture acme;
    is_empty(Folder{"drafts"});
  }
  # Both are needed: owner, and empty.
  assert allow(User{"anne"}, "delete", Folder{"drafts"});
  assert_not allow(User{"anne"}, "delete", Folder{"plans"});
  assert_not allow(User{"bob"}, "delete", Folder{"drafts"});
}

test "who made a file owns it" {
  setup {
    has_relation(File{"note"}, "creator", User{"eve"});
  }
  # creator → owner → editor → viewer; the file is not confidential, archived or locked.
  assert allow(User{"eve"}, action: String, File{"note"}) iff
    action in ["read", "write", "share", "delete"];
}

test "who made a file owns no other" {
  setup {
    has_relation(File{"note"}, "creator", User{"eve"});
  }
  assert_not allow(User{"eve"}, "read", File{"other"});
  assert_not allow(User{"bob"}, "read", File{"note"});
}

test "a member of a subteam is a member of the team" {
  setup {
    fixture teams;
  }
  # compilers is a subteam of engineering.
  assert has_role(User{"carol"}, "member", Team{"engineering"});
  assert_not has_role(User{"dora"}, "member", Team{"compilers"});
}

test "teams that contain each other have the same members" {
  setup {
    fixture teams;
  }
  # engineering is in research and research in engineering; carol comes from compilers, dora from research.
  assert has_role(User{"carol"}, "member", Team{"research"});
  assert has_role(User{"dora"}, "member", Team{"engineering"});
  assert has_role(User{"dora"}, "member", Team{"research"});
}

test "a lead of a subteam does not lead the team" {
  setup {
    fixture teams;
  }
  # Only "member" goes up; dora is lead of research, and a mere member of engineering.
  assert allow(User{"dora"}, "rename", Team{"research"});
  assert_not allow(User{"dora"}, "rename", Team{"engineering"});
}

test "an administrator leads the teams of the organization" {
  setup {
    fixture acme;
    fixture teams;
  }
  # engineering is acme's; of research nobody said whose it is, so anne is a member there by engineering alone.
  assert allow(User{"anne"}, "rename", Team{"engineering"});
  assert_not allow(User{"anne"}, "rename", Team{"research"});
  assert allow(User{"anne"}, "read", Team{"research"});
}

test "a team's folder is its members' to read, and its leads' to write" {
  setup {
    fixture teams;
    has_relation(Folder{"lab"}, "team", Team{"research"});
  }
  # carol is in research by way of engineering; dora leads research.
  assert allow(User{"carol"}, "read", Folder{"lab"});
  assert_not allow(User{"carol"}, "write", Folder{"lab"});
  assert allow(User{"dora"}, "write", Folder{"lab"});
  assert_not allow(User{"dora"}, "share", Folder{"lab"});
}

test "a viewer comments and reacts, and nobody else does" {
  setup {
    has_role(User{"eve"}, "viewer", Folder{"a"});
  }
  # read by "viewer", comment and react by the list.
  assert allow(User{"eve"}, action: String, Folder{"a"}) iff action in ["read", "comment", "react"];
  assert_not allow(User{"bob"}, "comment", Folder{"a"});
}
