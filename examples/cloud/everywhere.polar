# Global roles, suspended accounts, support.

test "support opens the console and sees statistics" {
  setup {
    has_role(User{"sam"}, "support");
  }
  # A role without a resource: permissions of the global block alone.
  assert allow(User{"sam"}, action: String) iff action in ["open_console", "see_statistics"];
}

test "an auditor sees statistics alone" {
  setup {
    has_role(User{"olga"}, "auditor");
  }
  assert allow(User{"olga"}, "see_statistics");
  assert_not allow(User{"olga"}, "open_console");
}

test "a role of a resource is no global one" {
  setup {
    has_role(User{"anne"}, "admin", Organization{"acme"});
  }
  # Three arguments, not two.
  assert_not allow(User{"anne"}, "open_console");
}

test "an auditor reads every organization" {
  setup {
    has_role(User{"olga"}, "auditor");
  }
  # "read" if global "auditor": of any organization, one that no fact names, too.
  assert allow(User{"olga"}, "read", Organization{"acme"});
  assert allow(User{"olga"}, "read", Organization{"unheard of"});
  assert_not allow(User{"olga"}, "invite", Organization{"acme"});
}

test "support reads every folder, and writes none" {
  setup {
    has_role(User{"sam"}, "support");
  }
  assert allow(User{"sam"}, "read", Folder{"anything"});
  assert_not allow(User{"sam"}, "write", Folder{"anything"});
  # Reading is all: comment and react are a viewer's, and support is none.
  assert allow(User{"sam"}, action: String, Folder{"anything"}) iff action in ["read"];
}

test "a suspended account may do nothing" {
  setup {
    fixture acme;
    is_suspended(User{"anne"});
  }
  # She still has the role and the permission; allow asks for the absence of the suspension.
  assert has_permission(User{"anne"}, "share", Folder{"plans"});
  assert_not allow(User{"anne"}, "share", Folder{"plans"});
  assert_not allow(User{"anne"}, "read", Organization{"acme"});
}

test "a suspended account may do nothing everywhere" {
  setup {
    has_role(User{"sam"}, "support");
    is_suspended(User{"sam"});
  }
  assert has_permission(User{"sam"}, "open_console");
  assert_not allow(User{"sam"}, "open_console");
}

test "one account's suspension is nobody else's" {
  setup {
    fixture acme;
    is_suspended(User{"bob"});
  }
  assert allow(User{"anne"}, "read", Organization{"acme"});
  assert_not allow(User{"bob"}, "read", Organization{"acme"});
}

test "support acts for who agrees" {
  setup {
    has_role(User{"sam"}, "support");
    agrees_to_support(User{"eve"});
    has_relation(File{"note"}, "creator", User{"eve"});
  }
  # eve made the note, so she is a viewer; sam sees it as she does, and may do no more.
  assert may_act_for(User{"sam"}, User{"eve"});
  assert allow(User{"sam"}, "read", File{"note"});
  assert_not allow(User{"sam"}, "write", File{"note"});
}

test "support does not act for who does not agree" {
  setup {
    has_role(User{"sam"}, "support");
    has_relation(File{"note"}, "creator", User{"eve"});
  }
  assert_not may_act_for(User{"sam"}, User{"eve"});
  assert_not allow(User{"sam"}, "read", File{"note"});
}

test "support does not act for an administrator" {
  setup {
    fixture acme;
    has_role(User{"sam"}, "support");
    agrees_to_support(User{"anne"});
  }
  # She agrees, but is an administrator of acme; the contract is hers to see as the owner of its folder.
  assert allow(User{"anne"}, "read", File{"contract"});
  assert_not may_act_for(User{"sam"}, User{"anne"});
  assert_not allow(User{"sam"}, "read", File{"contract"});
}

test "support sees nothing confidential" {
  setup {
    has_role(User{"sam"}, "support");
    agrees_to_support(User{"eve"});
    has_relation(File{"note"}, "creator", User{"eve"});
    is_confidential(File{"note"});
  }
  # may_act_for holds; the rule asks that the file is not confidential.
  assert may_act_for(User{"sam"}, User{"eve"});
  assert_not allow(User{"sam"}, "read", File{"note"});
}

test "who is no support acts for nobody" {
  setup {
    agrees_to_support(User{"eve"});
    has_role(User{"bob"}, "member", Organization{"acme"});
  }
  assert_not may_act_for(User{"bob"}, User{"eve"});
}
