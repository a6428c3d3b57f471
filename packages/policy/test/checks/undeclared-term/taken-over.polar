# What a shorthand or a rule takes over from any role of another type may be one of that type's.
actor User {}
resource Org { roles = ["boss"]; }
resource R {
  roles = ["admin"];
  permissions = ["read"];
  relations = { org: Org };
  role if role on "org";
  "read" if "admin";
}
resource S {
  roles = ["admin"];
  permissions = ["read"];
  "read" if "admin";
}
has_permission(u: User, "read", r: R) if has_role(u, "boss", r);
has_permission(u: User, "read", s: S) if has_role(u, "boss", s);
has_role(u: User, role: String, s: S) if o matches Org and is_of(s, o) and has_role(u, role, o);
test "t" {
  setup { has_role(User{"a"}, "boss", Org{"o"}); has_relation(R{"x"}, "org", Org{"o"}); is_of(S{"x"}, Org{"o"}); }
  assert allow(User{"a"}, "read", R{"x"});
  assert allow(User{"a"}, "read", S{"x"});
}
