# Without a global block, a rule may ask for roles on nothing, and for as many arguments as it likes.
actor User {}
resource R { roles = ["a"]; permissions = ["p"]; "p" if "a"; }
has_permission(u: User, "p", r: R) if has_role(u, "root") and is_open(r);
has_role(u: User, "a", r: R) if has_role(u, "a", r, n) and n > 3;
test "t" {
  setup { has_role(User{"a"}, "root"); is_open(R{"r"}); has_role(User{"b"}, "a", R{"r"}, 4); }
  assert allow(User{"a"}, "p", R{"r"});
}
