actor User {}
resource Repo {
  roles = ["reader"];
  permissions = ["read", "write"];
  relations = { owner: User };
  "read" if "reader";
  "write" if "owner";
}
resource File extends Repo {}
has_permission(u: User, "pat", d: Repo) if is_pal(u, d);
test fixture base { banned(User{"x"}); }
test "what cannot be" {
  setup { has_role(User{"a"}, "reader", Repo{"r"}); told(1); }
  assert alow(User{"a"}, "read", Repo{"r"});
#        ^^^^ warning: No rule gives alow, and no rule or test has a fact of that name, so this never passes. Did you mean allow?
  assert_not alow(User{"a"}, "write", Repo{"r"});
#            ^^^^ warning: No rule gives alow, and no rule or test has a fact of that name, so this passes whatever the policy allows. Did you mean allow?
  assert_not allow(Repo{"r"}, "write", User{"a"});
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This asks for allow(Repo, String, User), and the policy has only
  assert_not allow(User{"a"}, "write");
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This asks for allow(User, String), and the policy has only
  assert_not is_pal(User{"a"});
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This asks for is_pal(User), and the policy has only is_pal(User, Repo)
  assert_not told("x");
# ^^^^^^^^^^^^^^^^^^^^^ warning: This asks for told(String), and the policy has only told(Integer)
  assert_not anything(1);
# ^^^^^^^^^^^^^^^^^^^^^^^ warning: No rule gives anything, and no rule or test has a fact of that name, so this passes whatever the policy allows. Correct the name, or write a rule for it.
  assert_not has_role(User{"a"}, "reader");
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This asks for has_role(User, String)
  assert has_permision(User{"a"}, p: String, Repo{"r"}) iff p in ["read"];
#        ^^^^^^^^^^^^^ warning: No rule gives has_permision, and no rule or test has a fact of that name, so it holds for nothing. Did you mean has_permission?
}
test "what may be" {
  setup { fixture base; has_role(User{"a"}, "reader", Repo{"r"}); }
  assert allow(User{"a"}, "read", Repo{"r"});
  assert_not allow(User{"a"}, "write", File{"f"});
  assert_not has_permission(User{"a"}, "pat", File{"f"});
  assert_not is_pal(User{"a"}, File{"f"});
  assert_not told(2);
  assert banned(User{"x"});
  assert has_role(User{"a"}, role: String, Repo{"r"}) iff role in ["reader"];
  assert_not has_relation(Repo{"r"}, "owner", User{"a"});
}
