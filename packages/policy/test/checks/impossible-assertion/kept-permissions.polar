actor User {}
resource Org { roles = ["owner"]; permissions = ["invite"]; "invite" if "owner"; }
allow(user: User, "bulk", org: Org) if seats(user, org);
allow(user: User, action: String, org: Org) if has_permission(user, action, org);
test "the permissions of blocks are given by a rule" {
  setup { has_role(User{"anne"}, "owner", Org{"acme"}); seats(User{"anne"}, Org{"acme"}); }
  assert allow(User{"anne"}, "invite", Org{"acme"});
  assert allow(User{"anne"}, "bulk", Org{"acme"});
}
