# configuration: { "dialect": "library" }
actor User {}
resource Org { roles = ["owner"]; }
resource R {
  roles = ["admin"];
  permissions = ["read"];
  relations = { parent: Org };
  "read" if "admin";
}
has_role(u: User, name: String, _r: R) if name = u.role;
has_relation(o: Org, "parent", r: R) if o = r.org;
allow(actor, action, resource) if has_permission(actor, action, resource);
a(u, r: R) if has_role(u, "admni", r);
#                         ^^^^^^^ warning: R declares no role "admni". Did you mean "admin"?
b(u, r: R) if has_role(u, "nope", r);
#                         ^^^^^^ warning: R declares no role "nope", and nothing else of the policy gives it. Declare it, or correct the name.
has_permission(_: User, "raed", _: R);
#                       ^^^^^^ warning: R declares no permission "raed". Did you mean "read"?
c(u, r) if has_role(u, "nope", r);
#                      ^^^^^^ warning: No block declares a role "nope", and nothing else of the policy gives it. Declare it, or correct the name.
d(u, r: R) if has_role(u, "read", r);
#                         ^^^^^^ warning: R declares no role "read", where it is a permission, and nothing else of the policy gives it. Write has_permission, or name a role.
f(o: Org, r: R) if has_relation(o, "parnt", r);
#                                  ^^^^^^^ warning: R declares no relation "parnt". Did you mean "parent"?
