# configuration: { "dialect": "cloud" }
actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
test "t" {
  setup { has_role(User{"ann"}, "reader", Repo{"r"}); }
  assert has_permission(User{"ann"}, Repo{"r"}, "read");
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This asks for has_permission(User, Repo, String), and the policy has only has_permission(Actor, String, Repo), so this never passes. Correct the arguments.
  assert has_permission(Repo{"r"}, action: String, User{"ann"}) iff action in ["read"];
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This asks for has_permission(Repo, String, User), and the policy has only has_permission(Actor, String, Repo), so it holds for nothing. Correct the arguments.
}
