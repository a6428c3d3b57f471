actor User {}
resource Repo { permissions = ["read"]; }
allow(user: User, _action, _repo) if is_admin(user);
test "asks the policy's own rules alone" {
  setup { is_admin(User{"a"}); }
  assert allow(User{"a"}, "anything", User{"a"});
  assert_not allow(Repo{"r"}, "read", Repo{"r"});
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This asks for allow(Repo, String, Repo), and the policy has only allow(User, _, _)
  assert_not allow(User{"b"}, "read");
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This asks for allow(User, String), and the policy has only allow(User, _, _)
}
