# configuration: {"dialect": "library"}
f(x: User, y) if x.a = y;
f(a: User, b) if a.a = b;
#^^^^^^^^^^^^^^^^^^^^^^^^ warning: This rule of f says the same as an earlier one.
f(a: User, b) if b.a = a;
# Each may be a constant of the application.
g(first, "a");
g(second, "a");
g(FIRST, 1) if FIRST = 2;
g(SECOND, 1) if SECOND = 2;
resource Repo {
  permissions = ["read"];
  roles = ["a"];
  "read" if "a";
  "read" if "a";
# ^^^^^^^^^^^^^^ warning: This shorthand says the same as an earlier one.
}
