allow(actor, _action, resource) if
  is_member(actor, resource);

is_member("root", _);
