# configuration: {"dialect": "library"}
allow(actor, action, resource) if actor.is_admin;
#            ^^^^^^ error: Singleton variable action is unused or undefined; try renaming to _action or _
#                    ^^^^^^^^ error: Singleton variable resource is unused or undefined; try renaming to _resource or _

f([first, *rest]) if first = 1;
#          ^^^^ error: Singleton variable *rest is unused or undefined; try renaming to _rest or _
g({name}) if cut;
#  ^^^^ error: Singleton variable name
# Names that need no use, constants of the application, unions and namespaces.
h(_x, _, Admin, nil, a::b) if NULL = 1;
i(x: Actor) if x = 1;
# Twice is enough, wherever.
j(x, [x, *more], {more}) if true;
