# configuration: {"dialect": "library"}
allow(_actor, _action);
#^^^^^^^^^^^^^^^^^^^^^ error: Invalid rule: allow(_actor, _action); Must match one of the following rule types: allow(actor, _action, resource); Failed to match because: Different number of parameters.
resource Repo { permissions = ["read"]; }
has_permission(_: User, "read", _: Repo);
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Invalid rule: has_permission(_: User{}, "read", _: Repo{}); Must match one of the following rule types: has_permission(actor: Actor{}, _permission: String{}, resource: Resource{}); Failed to match because: Rule specializer User on parameter 1 must be a member of rule type specializer Actor
