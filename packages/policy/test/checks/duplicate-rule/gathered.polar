# configuration: {"dialect": "library", "gathered": true}
# ---- a.polar
allow(user: User, "read", _) if user.admin;
resource Repo { permissions = ["read"]; roles = ["a"]; "read" if "a"; }
# ---- b.polar
allow(user: User, "read", _) if user.admin;
resource Repo { permissions = ["read"]; roles = ["a"]; "read" if "a"; "read" if "a"; }
#                                                                     ^^^^^^^^^^^^^^ warning: This shorthand says the same
f(x) if x = 1;
f(y) if y = 1;
#^^^^^^^^^^^^^ warning: This rule of f says the same as an earlier one.
