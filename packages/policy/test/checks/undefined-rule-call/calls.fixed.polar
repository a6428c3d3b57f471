# configuration: {"dialect": "library"}
allow(actor, _action, _resource) if is_admin(actor);
is_admin(actor) if actor.role = "admin";
f(x) if not g(x) and forall(h(x), x = 1);
# A method, a constructor and a dictionary's key are not calls of rules.
i(x) if x.nothing(1) and new Thing(1) = x and {nothing: 1} = x;
