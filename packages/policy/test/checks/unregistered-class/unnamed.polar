# configuration: {"dialect": "library"}
# Nobody has named the classes, except in the other fixture.
actor User {}
