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
has_permission(u: User, "read", _: Repo) if owns(u, Org{"o"});
has_permission(u: Svc, "read", r: Repo) if owns(u, r);
a(o: Org) if is_public(o);
b(u: Svc, r: Repo) if made(u, r);
c(u: Org) if not any(u, Repo{"r"});
d(u) if u matches Svc and owns(u, _);
e(u: User, r: Repo) if has_relation(r, "org", o) and owns(u, o);
fine(u: User, r: Repo) if owns(u, r) and made(u, r) and any(u, r);
below(u: Admin, r: Fork) if owns(u, r) and made(u, r) and any(u, r);
above(u: Actor, r: Resource) if owns(u, r) and made(u, r) and any(u, r);
both(r: Repo, p: Page) if seen(r) and is_public(p);
unknown(u, r) if owns(u, r);
