actor User {}
actor Admin extends User {}
actor Svc {}
actor Bot {}
resource Org {}
resource Repo { permissions = ["read"]; relations = { org: Org, owner: Actor }; "read" if owns(actor, resource); }
resource Fork extends Repo {}
resource Page {}
resource Wiki extends Repo, Page {}
declare owns(User, Repo);
declare is_public(Repo);
declare made(User, Repo);
declare made(Bot, Repo);
declare any(Actor, Resource);
declare seen(Page);
has_permission(_: User, "read", r: Repo) if owns(Svc{"x"}, r);
#                                                ^^^^^^^^ warning: This asks for owns(Svc, Repo), and what is declared is owns(User, Repo). Correct the value, or declare this form too: declare owns(Svc, Repo);
has_permission(u: User, "read", _: Repo) if owns(u, Org{"o"});
#                                                   ^^^^^^^^ warning: This asks for owns(User, Org), and what is declared is owns(User, Repo).
has_permission(u: Svc, "read", r: Repo) if owns(u, r);
#                                               ^ warning: This asks for owns(Svc, Repo), and what is declared is owns(User, Repo).
a(o: Org) if is_public(o);
#                      ^ warning: This asks for is_public(Org), and what is declared is is_public(Repo).
b(u: Svc, r: Repo) if made(u, r);
#                          ^ warning: This asks for made(Svc, Repo), and what is declared is made(User, Repo) or made(Bot, Repo).
c(u: Org) if not any(u, Repo{"r"});
#                    ^ warning: This asks for any(Org, Repo), and what is declared is any(Actor, Resource).
d(u) if u matches Svc and owns(u, _);
#                              ^ warning: This asks for owns(Svc, Repo), and what is declared is owns(User, Repo).
e(u: User, r: Repo) if has_relation(r, "org", o) and owns(u, o);
#                                                            ^ warning: This asks for owns(User, Org), and what is declared is owns(User, Repo).
fine(u: User, r: Repo) if owns(u, r) and made(u, r) and any(u, r);
below(u: Admin, r: Fork) if owns(u, r) and made(u, r) and any(u, r);
above(u: Actor, r: Resource) if owns(u, r) and made(u, r) and any(u, r);
both(r: Repo, p: Page) if seen(r) and is_public(p);
unknown(u, r) if owns(u, r);
