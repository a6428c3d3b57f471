# configuration: {"dialect": "library"}
# A policy without an allow rule is asked by other names, or is a part of one.
is_admin(actor) if actor.admin;
