# configuration: { "dialect": "cloud" }
actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
seen(u: User, r: Repo) if has_permission(u, r, "read");
#                                           ^ warning: has_permission takes the actor, the name of the permission and the resource, and this is of type Repo. Write has_permission(u, "read", r).
near(u: User, r: Repo) if has_role(r, "reader", u);
#                                  ^ warning: Repo declares the role "reader", and here it stands where the actor has to. The actor comes first: has_role(User, "reader", Repo).
