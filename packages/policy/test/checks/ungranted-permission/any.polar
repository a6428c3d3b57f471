resource Repo { permissions = ["write"]; }
allow(actor, _action, _resource) if actor.admin;
