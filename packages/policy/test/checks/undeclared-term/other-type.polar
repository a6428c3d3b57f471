# What is named for another type says nothing of this one.
actor User {}
resource Org { relations = { boss: User }; permissions = ["see"]; "see" if "boss"; }
resource R {
  roles = ["admin"];
  permissions = ["read", "write"];
  relations = { org: Org };
  "read" if "admin";
  "write" if "admin" and "see" on "org";
}
has_permission(u: User, "read", r: R) if o matches Org and has_relation(r, "org", o) and has_role(u, "admin", o);
#                                                                                                    ^^^^^^^ warning: Org declares no roles, and nothing else of the policy gives it. Declare it, or correct the name.
has_permission(u: User, "read", r: R) if has_relation(r, "boss", u) and has_role(u, "admin", r);
#                                                        ^^^^^^ warning: R declares no relation "boss", and nothing else of the policy gives it. Declare it, or correct the name.
test "t" {
  setup {
    has_role(User{"a"}, "admin", R{"x"});
    has_role(User{"a"}, "admin", User{"x"});
#                       ^^^^^^^ warning: User declares no roles, and no rule asks for it. Declare it, or correct the name.
    has_relation(Org{"o"}, "boss", User{"a"});
  }
  assert allow(User{"a"}, "read", R{"x"});
}
