actor User {}
resource Org { roles = ["owner"]; permissions = ["invite"]; "invite" if "owner"; }
allow(user: User, "bulk", org: Org) if seats(user, org);
test "a written allow replaces the implied one" {
  setup { has_role(User{"anne"}, "owner", Org{"acme"}); seats(User{"anne"}, Org{"acme"}); }
  assert allow(User{"anne"}, "invite", Org{"acme"});
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The policy's own rules for allow give only "bulk", and a written allow replaces the implied one, which would give "invite" by has_permission, so this never passes
  assert_not allow(User{"anne"}, "invite", Org{"acme"});
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The policy's own rules for allow give only "bulk", and a written allow replaces the implied one, which would give "invite" by has_permission, so this passes whatever the policy allows
  assert allow(User{"anne"}, "bulk", Org{"acme"});
  assert has_permission(User{"anne"}, "invite", Org{"acme"});
  assert allow(User{"anne"}, action: String, Org{"acme"}) iff action in ["bulk"];
}
