actor User {}
resource Org {}
resource Team {}
resource Repo { relations = { org: Org, team: Team }; }
# What rules give may lead to more than the block says.
has_relation(r: Repo, "team", o: Org) if has_relation(r, "org", o);
a(r: Repo, u: User) if has_relation(r, "org", o) and o = u;
#                                                    ^^^^^ warning: One side is of type Org and the other of type User, so this is never true.
b(r: Repo, o: Org) if has_relation(r, "team", t) and t = o;
