# configuration: {"dialect": "cloud"}
# What stands once is told once.
actor User {}
resource Repo { roles = ["reader", "writer"]; }
near(u: User) if level(u, level_now) and leve_now > 3 and level_now < 9;
#                                        ^^^^^^^^ error: leve_now has no value here, as nothing in the rule gives it one. Did you mean level_now?
word(u: User, r: Repo) if has_role(u, role, r) and role != reader;
#                                                          ^^^^^^ error: reader has no value here
value(u: User) if state(u, s) and s != True;
#                                      ^^^^ error: True has no value here, as nothing in the rule gives it one. Booleans are written in lower case: true.
