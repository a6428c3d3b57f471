# configuration: {"dialect": "library"}
# Both have blocks, and the name is one of the resource's: the two stand in each other's place, whatever the classes are.
actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; }
has_role(user: User, "reader", repo: Repo) if repo.reader = user;
has_permission(user: User, "read", repo: Repo) if repo.reader = user;
# One of these may come below the other's class.
has_role(repo: Repo, role: String, user: User) if repo.role = [user, role];
has_role(repo: Repo, "owner", user: User) if repo.owner = user;
has_role(team: Team, "reader", user: User) if team.user = user;
