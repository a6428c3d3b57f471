# configuration: {"dialect": "library", "checks": {"unused-role": "off"}}
# polar-disable-next-line singleton-variable
f(x);
g(1);
g(2);
f(x); # polar-disable-line singleton-variable
# polar-disable-next-line singleton-variable
g(3);
g(4);
# A check that is off, and one of the other dialect.
# polar-disable-next-line unused-role, unbound-in-not
g(5);
