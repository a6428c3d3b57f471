# configuration: { "dialect": "cloud" }
actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
seen(u: User, r: Repo) if has_permission(u, "read", r);
near(u: User, r: Repo) if has_role(u, "reader", r);
