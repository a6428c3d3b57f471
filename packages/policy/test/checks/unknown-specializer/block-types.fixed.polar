# configuration: {"dialect": "library"}
actor User {}
resource Repo { roles = ["reader"]; }
resource Cart {}
has_role(user: User, "reader", repo: Repo) if repo.reader = user;
has_role(user: User, "reader", repo: Repo) if repo.reader = user;
allow(user: User, "read", _: Repo) if user.admin;
# Classes of their own.
allow(user: Users, "read", _: Card) if user.admin;
allow(user: SuperUser, "read", _: Report) if user.admin;
