actor User {}
actor Admin extends User {}
resource Org {}
resource Team {}
resource Repo { relations = { org: Org, team: Team, author: User, parent: Repo }; permissions = ["p"]; "p" if is_open(resource); }
resource Fork extends Repo { relations = { parent: Org }; }
# What rules give may lead to more than the block says.
has_relation(r: Repo, "team", o: Org) if has_relation(r, "org", o);
has_permission(_: User, "p", r: Repo) if has_relation(r, "org", t) and t matches Team;
#                                                               ^ warning: The relation "org" of Repo leads to Org, and this is of type Team. Correct one of the two.
a(r: Repo, u: User) if has_relation(r, "org", u);
#                                             ^ warning: The relation "org" of Repo leads to Org, and this is of type User.
b(r: Repo) if has_relation(r, "org", Team{"t"});
#                                    ^^^^^^^^^ warning: The relation "org" of Repo leads to Org, and this is of type Team.
c(r: Repo) if has_relation(r, "author", "bob");
#                                       ^^^^^ warning: The relation "author" of Repo leads to User, and this is of type String.
d(r: Repo) if has_relation(r, "team", t) and t matches Org;
e(r: Repo, u: Admin) if has_relation(r, "author", u);
f(r: Repo, o: Org) if has_relation(r, "parent", o);
g(r: Repo, o: Resource, u: Actor) if has_relation(r, "org", o) and has_relation(r, "author", u);
h(r, o: Team) if has_relation(r, "org", o);
