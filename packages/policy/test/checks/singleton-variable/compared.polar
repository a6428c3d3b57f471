# configuration: {"dialect": "cloud"}
# What a comparison asks of what has no value is told by unbound-in-comparison, and not twice.
near(u: User) if level(u, n) and leve > 3 and n < 9;
alone(u: User) if seen(u, x) and n != 3;
#                         ^ warning: Singleton variable x is unused or undefined
equal(u: User) if seen(u) and n = 3;
#                             ^ warning: Singleton variable n is unused or undefined
