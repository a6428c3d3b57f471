# configuration: {"dialect": "cloud"}
actor User {}
resource Repo { roles = ["reader"]; permissions = ["read", "write"]; "write" if "reader"; }
resource Org { roles = ["reader"]; }
has_role(user: User, "reader", repo: Repo) if not has_role(user, "banned", repo);
has_role(user: User, "banned", repo: Repo) if not has_role(user, "reader", Org{"acme"});
has_permission(user: User, "read", repo: Repo) if not has_permission(user, "write", repo);
