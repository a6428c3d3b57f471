# configuration: {"dialect": "library"}
allow(actor, _, _) if is_admin(actor);
is_admin(actor) if actor.admin;
is_owner(actor) if actor.owner;
#^^^^^^^ hint: Nothing in the policy calls is_owner.
type asked(actor);
asked(_);
?= queried(1);
queried(_);
