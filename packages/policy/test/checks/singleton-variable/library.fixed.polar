# configuration: {"dialect": "library"}
allow(actor, _action, _resource) if actor.is_admin;

f([first, *_rest]) if first = 1;
g({name: _name}) if cut;
# Names that need no use, constants of the application, unions and namespaces.
h(_x, _, Admin, nil, a::b) if NULL = 1;
i(x: Actor) if x = 1;
# Twice is enough, wherever.
j(x, [x, *more], {more}) if true;
