# configuration: {"dialect": "library"}
actor User {}
resource Repo { roles = ["reader"]; }
resource Cart {}
has_role(user: Usr, "reader", repo: Repo) if repo.reader = user;
#              ^^^ warning: Unknown specializer Usr, did you mean User?
has_role(user: User, "reader", repo: Rep) if repo.reader = user;
#                                    ^^^ warning: Unknown specializer Rep, did you mean Repo?
allow(user: Uesr, "read", _: Repo) if user.admin;
#           ^^^^ warning: Unknown specializer Uesr, did you mean User?
# Classes of their own.
allow(user: Users, "read", _: Card) if user.admin;
allow(user: SuperUser, "read", _: Report) if user.admin;
