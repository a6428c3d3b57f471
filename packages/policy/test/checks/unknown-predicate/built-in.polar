# Nearly the predicates that the language asks for.
actor User {}
resource Doc {
  roles = ["admin"];
  permissions = ["read", "write"];
  relations = { owner: User };
  "read" if "admin";
  "write" if has_rol(actor, "admin", resource);
#            ^^^^^^^ warning: No rule and no fact of a test is named has_rol. Did you mean has_role?
}
has_permission(u: User, "write", d: Doc) if has_relations(d, "owner", u);
#                                           ^^^^^^^^^^^^^ warning: No rule and no fact of a test is named has_relations. Did you mean has_relation?
has_permission(u: User, "write", d: Doc) if not hasrole(u, "admin", d) and has_permisson(u, "read", d);
#                                               ^^^^^^^ warning: No rule and no fact of a test is named hasrole. Did you mean has_role?
#                                                                          ^^^^^^^^^^^^^ warning: No rule and no fact of a test is named has_permisson. Did you mean has_permission?
has_permission(u: User, "write", d: Doc) if hasrole(u, "admin", d);
#                                           ^^^^^^^ warning: No rule and no fact of a test is named hasrole. Did you mean has_role?
alow(u: User, "read", d: Doc) if has_role(u, "admin", d);
#^^^ warning: Nothing in the policy calls alow. Did you mean allow?
has_roles(u: User, "admin", d: Doc) if has_relation(d, "owner", u);
#^^^^^^^^ warning: Nothing in the policy calls has_roles. Did you mean has_role?
test "t" { setup { has_role(User{"a"}, "admin", Doc{"d"}); } assert allow(User{"a"}, "read", Doc{"d"}); }
