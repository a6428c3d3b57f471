# configuration: {"dialect": "library"}
# Both have blocks, and the name is one of the resource's: the two stand in each other's place, whatever the classes are.
actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; }
has_role(repo: Repo, "reader", user: User) if repo.reader = user;
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Invalid rule: has_role(repo: Repo{}, "reader", user: User{}) if repo.reader = user; Must match one of the following rule types: has_role(actor: Actor{}, role: String{}, resource: Resource{}); Failed to match because: Rule specializer Repo on parameter 1 must be a member
has_permission(repo: Repo, "read", user: User) if repo.reader = user;
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Invalid rule
# One of these may come below the other's class.
has_role(repo: Repo, role: String, user: User) if repo.role = [user, role];
has_role(repo: Repo, "owner", user: User) if repo.owner = user;
has_role(team: Team, "reader", user: User) if team.user = user;
