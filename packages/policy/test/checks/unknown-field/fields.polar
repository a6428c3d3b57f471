# configuration: { "dialect": "library", "classes": { "Person": { "fields": ["name"], "extends": [] }, "User": { "fields": ["role"], "extends": ["Person"] }, "Admin": { "fields": ["level"], "extends": ["User"] }, "Post": { "fields": [], "extends": [] }, "Robot": { "fields": ["id"], "extends": ["Machine"] } } }
allow(u: User, "read", p: Post) if u.nam = "x" and p.title = "y";
#                                    ^^^ warning: User has no field nam, as polar.config.json names its fields. Did you mean name?
allow(u: User, "write", _) if u.role = "x" and u.name = "y" and u.level = 1 and u.colour = "red";
#                                                                                 ^^^^^^ warning: User has no field colour, as polar.config.json names its fields. Name it there, or correct it here.
allow(_: User{rol: "admin"}, "delete", _);
#             ^^^ warning: User has no field rol, as polar.config.json names its fields. Did you mean role?
# Of a class above which something is not named, of one whose fields are not named, of no class; a method is no field.
allow(r: Robot, "move", x) if r.speed = 1 and x.anything = 2 and r.run().place = 3;
