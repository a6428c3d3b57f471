# configuration: {"dialect": "library"}
f(x: Integer) if x = 1;
g(x: Integer, y: Thing, z: User{name: "a"}) if x = y and z = 1;
