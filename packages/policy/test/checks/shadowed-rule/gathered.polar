# configuration: {"dialect": "library", "gathered": true}
# ---- a.polar
allow(_, _, _);
# ---- b.polar
allow(user: User, "read", _) if user.admin;
