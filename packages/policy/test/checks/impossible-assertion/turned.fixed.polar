# configuration: { "dialect": "cloud" }
actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
test "t" {
  setup { has_role(User{"ann"}, "reader", Repo{"r"}); }
  assert has_permission(User{"ann"}, "read", Repo{"r"});
  assert has_permission(User{"ann"}, action: String, Repo{"r"}) iff action in ["read"];
}
