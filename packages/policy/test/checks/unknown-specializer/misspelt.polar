# configuration: {"dialect": "library"}
f(x: int) if x = 1;
#    ^^^ warning: Unknown specializer int, did you mean Integer?
g(x: Integer, y: Thing, z: User{name: "a"}) if x = y and z = 1;
