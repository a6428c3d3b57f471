# configuration: { "dialect": "library" }
# The Library lets a block be reopened.
actor User {}
actor User { permissions = ["b"]; }
