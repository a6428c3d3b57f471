# configuration: {"dialect": "cloud"}
actor User {}
has_permission(user: User, action, resource: Organization) if is_admin(user);
#                          ^^^^^^ warning: Singleton variable action
#                                  ^^^^^^^^ warning: Singleton variable resource
is_free(user: User) if not is_busy(user, thing);
