# A relation that no block declares, in rule, facts and passing tests alike; a role that any rule may ask for.
actor User {}
resource Org { roles = ["owner"]; }
resource R {
  roles = ["admin"];
  relations = { parent: Org };
  permissions = ["read"];
}
has_permission(u: User, "read", r: R) if has_relation(r, "sponsor", u);
has_permission(u: User, action: String, r: R) if has_role(u, role, r) and grants(r, role, action);
test "sponsors read" {
  setup {
    has_relation(R{"x"}, "sponsor", User{"a"});
    has_role(User{"b"}, "custom", R{"x"});
    grants(R{"x"}, "custom", "archive");
  }
  assert has_permission(User{"a"}, "read", R{"x"});
  assert has_permission(User{"b"}, "archive", R{"x"});
}
