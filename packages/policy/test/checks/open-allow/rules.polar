allow(_actor, _action, _resource);
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This rule allows everyone everything.
allow(_, _, _) if true;
#^^^^^^^^^^^^^^^^^^^^^^ warning: This rule allows everyone everything.
allow(_, "read", _);
allow(x, _, x);
allow(_: User, _, _);
