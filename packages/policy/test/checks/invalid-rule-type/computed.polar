# configuration: {"dialect": "library"}
type f(x.name);
#    ^^^^^^^^^ error: Invalid rule type: f(x.name); Rule types cannot contain dot lookups.
type g(1 + 2, _: User);
#    ^^^^^^^^^^^^^^^^^ error: Invalid rule type
type h(_: User{name: "a"}, [1], "b");
