above(x, y) if above(x, z) and parent(z, y);
#              ^^^^^^^^^^^ warning: This rule begins by calling above in a way that leads to this rule again
above(x, y) if parent(x, z) and above(z, y);
parent(x, y) if parent(y, x);
#               ^^^^^^^^^^^^ warning: This rule begins
below(x: Page, y: Book) if below(y, x);
next(x, _) if next(x.parent, 1);
admin(actor, "owner") if admin(actor, "root");
has_role(actor: Actor, "reader", repo: Repo) if has_role(actor, role, repo) and role in ["a"];
#                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This rule begins
below(_x: Book, _y: Page);
next(0, _);
admin(actor, "root") if actor.is_root = true;
