# configuration: {"dialect": "library"}
is_admin(actor) if actor.admin;
#^^^^^^^ warning: Your policy does not contain an allow rule, which usually means that no actions are allowed.
