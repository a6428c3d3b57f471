# configuration: { "dialect": "cloud" }
actor User {}
actor Team {}
global { roles = ["boss"]; }
resource Org { roles = ["member"]; }
resource Repo { roles = ["reader"]; permissions = ["read"]; relations = { org: Org }; "read" if "reader"; }
seen(u: User, r: Repo) if has_permission(u, r, "read");
#                                           ^ warning: has_permission takes the actor, the name of the permission and the resource, and this is of type Repo. Write has_permission(u, "read", r).
near(u: User, r: Repo) if has_role(r, "reader", u);
#                                  ^ warning: Repo declares the role "reader", and here it stands where the actor has to. The actor comes first: has_role(User, "reader", Repo).
far(u: User) if has_role(u, "member", "acme");
#                                     ^^^^^^ warning: has_role takes the actor, the name of the role and the resource, and this is of type String. Write an object there.
led(r: Repo) if has_relation(r, "org", "acme");
#                                      ^^^^^^ warning: has_relation takes the resource, the name of the relation and what it leads to, and this is of type String.
counted(u: User, n: Integer) if has_role(u, "member", n);
#                                                     ^ warning: has_role takes the actor, the name of the role and the resource, and this is of type Integer.
has_permission("read", u: User, r: Repo) if is_open(u, r);
#              ^^^^^^ warning: has_permission takes the actor, the name of the permission and the resource, and this is of type String. Write has_permission(u: User, "read", r: Repo).
# What the policy takes itself is meant.
allow(u: User, "read", path: String) if may_see(u, path);
fine(u: User) if allow(u, "read", "/home") and has_role(u, role, org) and org matches Org and role != "x";
teams(t: Team, r: Repo) if has_role(t, "reader", r);
test "t" {
  setup {
    has_role("ann", "boss");
#            ^^^^^ warning: has_role takes the actor and the name of the role, and this is of type String. Write an object there.
    has_role(User{"ann"}, "boss");
    has_role(User{"ann"}, Repo{"r"}, "reader");
#                         ^^^^^^^^^ warning: has_role takes the actor, the name of the role and the resource, and this is of type Repo. Write has_role(User{"ann"}, "reader", Repo{"r"}).
  }
  assert_not has_permission(User{"ann"}, "read", Repo{"r"});
}
