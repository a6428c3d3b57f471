# configuration: {"dialect": "cloud"}
# What stands once is told once.
actor User {}
resource Repo { roles = ["reader", "writer"]; }
near(u: User) if level(u, level_now) and level_now > 3 and level_now < 9;
word(u: User, r: Repo) if has_role(u, role, r) and role != "reader";
value(u: User) if state(u, s) and s != true;
