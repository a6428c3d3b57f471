# configuration: {"dialect": "cloud"}
actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
global { roles = ["admin"]; }
declare is_public(User, Repo);
has_permission(User, "read", Repo) if is_public(User, Repo);
#              ^^^^ warning: User is a type, and here it is the name of a variable that may be anything. Name a variable of that type: user: User.
#                            ^^^^ warning: Repo is a type, and here it is the name of a variable that may be anything. Name a variable of that type: repo: Repo.
has_permission(user: User, "read", Repo) if is_public(user, Repo) and repo matches Repo and is_public(user, repo);
#                                  ^^^^ warning: Repo is a type, and here it is the name of a variable that may be anything. Name a variable of that type: repo: Repo.
has_permission(global: User, "read", Repo: Repo) if is_public(global, Repo);
has_permission(Team, "read", repo: Repo) if is_public(Team, repo);
