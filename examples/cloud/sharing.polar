# Sharing, limits in time, guests of other organizations, fields.

test "a folder is shared with a team" {
  setup {
    fixture teams;
    is_shared(Folder{"wiki"}, Team{"engineering"}, "editor");
  }
  # carol is in engineering by compilers.
  assert allow(User{"carol"}, "write", Folder{"wiki"});
  assert_not allow(User{"carol"}, "share", Folder{"wiki"});
  assert_not allow(User{"bob"}, "read", Folder{"wiki"});
}

test "sharing makes no owners" {
  setup {
    fixture teams;
    is_shared(Folder{"wiki"}, Team{"engineering"}, "owner");
  }
  # "owner" is not in the list of what can be shared, and nothing else gives carol a role.
  assert_not has_role(User{"carol"}, role: String, Folder{"wiki"});
}

test "what is shared is shared with all below it" {
  setup {
    fixture acme;
    fixture teams;
    is_shared(Folder{"plans"}, Team{"compilers"}, "viewer");
  }
  # plans → drafts → idea. Dora is in engineering and research, and not in compilers.
  assert allow(User{"carol"}, "read", Document{"idea"});
  assert_not allow(User{"dora"}, "read", Document{"idea"});
}

test "a role for some time ends" {
  setup {
    has_role_until(User{"temp"}, "editor", Folder{"wiki"}, 9999999999);
    has_role_until(User{"gone"}, "editor", Folder{"wiki"}, 0);
  }
  # 9999999999 is in the year 2286; 0 is the first second of 1970, and never later than now.
  assert allow(User{"temp"}, "write", Folder{"wiki"});
  assert_not allow(User{"gone"}, "write", Folder{"wiki"});
}

test "a role for some time is a role as any other" {
  setup {
    fixture acme;
    has_role_until(User{"temp"}, "editor", Folder{"plans"}, 9999999999);
  }
  # It goes down to drafts and idea, and editor gives viewer.
  assert allow(User{"temp"}, "write", Document{"idea"});
  assert allow(User{"temp"}, "read", Folder{"drafts"});
}

test "a folder's organization is that of the folders above it" {
  setup {
    fixture acme;
  }
  assert tenant(Folder{"drafts"}, organization: Organization) iff
    organization in [Organization{"acme"}];
  assert_not tenant(Folder{"elsewhere"}, Organization{"acme"});
}

test "a guest looks at a folder, where guests are taken" {
  setup {
    fixture acme;
    takes_guests(Organization{"acme"});
    is_invited(User{"eve"}, Folder{"plans"});
  }
  # plans is acme's by company; drafts is below it, people beside it.
  assert allow(User{"eve"}, "read", Folder{"drafts"});
  assert_not allow(User{"eve"}, "write", Folder{"drafts"});
  assert_not allow(User{"eve"}, "read", Folder{"people"});
}

test "an invitation is worth nothing where no guests are taken" {
  setup {
    fixture acme;
    takes_guests(Organization{"globex"});
    is_invited(User{"eve"}, Folder{"plans"});
  }
  # plans is acme's, and globex takes guests.
  assert_not allow(User{"eve"}, "read", Folder{"plans"});
}

test "a blocked guest stays out" {
  setup {
    fixture acme;
    takes_guests(Organization{"acme"});
    is_invited(User{"eve"}, Folder{"plans"});
    is_blocked(User{"eve"}, Organization{"acme"});
  }
  assert_not allow(User{"eve"}, "read", Folder{"plans"});
}

test "to be blocked elsewhere is no harm" {
  setup {
    fixture acme;
    takes_guests(Organization{"acme"});
    is_invited(User{"eve"}, Folder{"plans"});
    is_blocked(User{"eve"}, Organization{"globex"});
  }
  assert allow(User{"eve"}, "read", Folder{"plans"});
}

test "a guest of the organization reads its page and invites nobody" {
  setup {
    fixture acme;
    takes_guests(Organization{"acme"});
    is_invited(User{"eve"}, Folder{"drafts"});
  }
  # guest → read, of the organization that drafts is in.
  assert allow(User{"eve"}, action: String, Organization{"acme"}) iff action in ["read"];
}

test "an invited member is no guest" {
  setup {
    fixture acme;
    takes_guests(Organization{"acme"});
    is_invited(User{"bob"}, Folder{"drafts"});
  }
  assert has_role(User{"bob"}, role: String, Organization{"acme"}) iff role in ["member"];
}

test "an organization goes when no folder is in it" {
  setup {
    fixture acme;
  }
  # company is acme's; globex has nothing.
  assert_not allow(User{"anne"}, "delete", Organization{"acme"});
  assert allow(User{"gina"}, "delete", Organization{"globex"});
  assert_not allow(User{"gina"}, "delete", Organization{"acme"});
}

test "people see all fields of themselves" {
  setup {
    has_relation(Employee{"e1"}, "account", User{"carol"});
  }
  # Whatever the field is called.
  assert allow_field(User{"carol"}, "read", Employee{"e1"}, Field{"salary"});
  assert allow_field(User{"carol"}, "read", Employee{"e1"}, Field{"shoe size"});
  assert_not allow_field(User{"carol"}, "read", Employee{"e2"}, Field{"salary"});
}

test "a manager sees the salary and not the address" {
  setup {
    has_relation(Employee{"e1"}, "manager", User{"dora"});
  }
  assert allow_field(User{"dora"}, "read", Employee{"e1"}, field: Field) iff
    field in [Field{"name"}, Field{"phone"}, Field{"salary"}];
}

test "colleagues of a department see how to reach each other" {
  setup {
    fixture departments;
    has_relation(Employee{"e1"}, "account", User{"carol"});
  }
  # carol and dora are in engineering, bob is in sales.
  assert allow_field(User{"dora"}, "read", Employee{"e1"}, field: Field) iff
    field in [Field{"name"}, Field{"phone"}];
  assert_not allow_field(User{"bob"}, "read", Employee{"e1"}, Field{"name"});
}

test "only oneself writes, and only the phone" {
  setup {
    has_relation(Employee{"e1"}, "account", User{"carol"});
    has_relation(Employee{"e1"}, "manager", User{"dora"});
  }
  assert allow_field(User{"carol"}, "write", Employee{"e1"}, field: Field) iff
    field in [Field{"phone"}];
  assert_not allow_field(User{"dora"}, "write", Employee{"e1"}, Field{"phone"});
}
