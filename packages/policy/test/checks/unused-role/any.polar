resource Repo { roles = ["guest"]; }
# Every role may be meant.
allow(actor, action, resource) if has_role(actor, role, resource) and gives(role, action);
gives(_, _);
