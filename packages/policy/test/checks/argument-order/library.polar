# configuration: { "dialect": "library" }
actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
# What the reference engine refuses is an invalid rule.
has_role(repo: Repo, "reader", user: User) if user in repo.readers;
has_role(user: User, "reader", repo: Repo) if user in repo.readers;
allow(user: User, "see", repo: Repo) if has_permission(user, repo, "read");
#                                                            ^^^^ warning: has_permission takes the actor, the name of the permission and the resource, and this is of type Repo. Write has_permission(user, "read", repo).
allow(user: User, "list", repo: Repo) if has_permission("read", user, repo);
#                                                       ^^^^^^ warning: has_permission takes the actor, the name of the permission and the resource, and this is of type String. Write has_permission(user, "read", repo).
allow(_: String, "GET", "/health");
allow("root", action, path: String) if path = "/" and has_permission(_, action, _);
