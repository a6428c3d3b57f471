# Names of a policy's own that are near those of the language.
actor User {}
resource Doc {
  roles = ["admin"];
  permissions = ["read", "write"];
  "read" if "admin";
}
declare has_roles(User, String);
has_permission(u: User, "write", d: Doc) if
  has_rule(u, "x", d) and has_roles(u, "a") and has_rate(u, 3, d) and has_rol(u) and allowed(u, "x", d) and has_permissions(u, set, d) and in_set(set, d);
allows(u: User, "write", d: Doc) if has_role(u, "admin", d);
disallow(u: User, "write", d: Doc) if has_role(u, "admin", d);
test "t" { setup { has_role(User{"a"}, "admin", Doc{"d"}); } assert allow(User{"a"}, "read", Doc{"d"}); }
