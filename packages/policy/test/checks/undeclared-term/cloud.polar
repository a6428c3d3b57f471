actor User {}
actor Team {}
global { roles = ["staff"]; permissions = ["invite"]; "invite" if "staff"; }
resource Org { roles = ["owner", "member"]; }
resource Label {}
resource Base { roles = ["viewer"]; }
resource R extends Base {
  roles = ["admin"];
  permissions = ["read"];
  relations = { parent: Org };
  "read" if "admin" or "viewer";
}
has_permission(u: User, "read", r: R) if has_role(u, "admin", r);
has_role(u: User, "admin", r: R) if o matches Org and has_relation(r, "parnt", o) and has_role(u, "ownr", o);
#                                                                     ^^^^^^^ warning: R declares no relation "parnt". Did you mean "parent"?
#                                                                                                 ^^^^^^ warning: Org declares no role "ownr". Did you mean "owner"?
is_staff(u: User) if has_role(u, "stuff");
#                                ^^^^^^^ warning: The global block declares no role "stuff". Did you mean "staff"?
test "t" {
  setup {
    has_role(User{"a"}, "amdin", R{"x"});
#                       ^^^^^^^ warning: R declares no role "amdin". Did you mean "admin"?
    has_role(User{"a"}, "viewer", R{"x"});
    has_role(User{"a"}, "boss", Org{"x"});
#                       ^^^^^^ warning: Org declares no role "boss", and no rule asks for it. Declare it, or correct the name.
    has_role(User{"a"}, "owner", Label{"x"});
#                       ^^^^^^^ warning: Label declares no roles, and no rule asks for it. Declare it, or correct the name.
    has_relation(R{"x"}, "group", Org{"o"});
#                        ^^^^^^^ warning: R declares no relation "group", and no rule asks for it. Declare it, or correct the name.
  }
  assert has_permission(User{"a"}, "raed", R{"x"});
#                                  ^^^^^^ warning: R declares no permission "raed". Did you mean "read"?
  assert allow(User{"a"}, "write", R{"x"});
#                         ^^^^^^^ warning: R declares no permission "write", and nothing else of the policy gives it. Declare it, or correct the name.
  assert_not allow(User{"a"}, "write", R{"x"});
  assert_not allow(User{"a"}, "reda", R{"x"});
#                             ^^^^^^ warning: R declares no permission "reda". Did you mean "read"?
  assert allow(User{"a"}, "invite");
}
