# configuration: {"dialect": "library", "classes": {"User": {"fields": [], "extends": []}}, "constants": ["LIMIT"]}
f(x: User) if x.size < LIMIT;
g(x: User) if x.size < MAXIMUM;
#                      ^^^^^^^ error: Singleton variable MAXIMUM
h(x: User) if x.size = nil;
#                      ^^^ error: Singleton variable nil
