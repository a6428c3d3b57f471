# configuration: {"dialect": "cloud"}
f(user: User) if not has_role(user, role, org);
#                                   ^^^^ error: Nothing outside of this "not" binds role.
#                                         ^^^ error: Nothing outside of this "not" binds org.
g(user: User, role: String) if not has_role(user, role, _);
h(user: User) if member(user, org) and not banned(user, org);
