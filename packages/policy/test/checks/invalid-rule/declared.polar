# configuration: {"dialect": "library", "classes": {"User": {"fields": [], "extends": []}, "Admin": {"fields": [], "extends": ["User"]}, "Repo": {"fields": [], "extends": []}}}
type f(x: User, "a");
type f(x: User{name: "b"}, _, _);
f(_: User, "a");
f(_: Admin, "a");
f(_: User{name: "b", age: 1}, 1, 2);
f(_: Repo, "a");
#^^^^^^^^^^^^^^ error: Invalid rule: f(_: Repo{}, "a"); Must match
f(_, "a");
#^^^^^^^^ error: Invalid rule: f(_, "a"); Must match one of the following rule types: f(x: User{}, "a"); Failed to match because: Parameter `_` expects a User type constraint.
f(_: User{name: "c"}, 1, 2);
#^^^^^^^^^^^^^^^^^^^^^^^^^^ error: Invalid rule
f(1, "a");
#^^^^^^^^ error: Invalid rule
