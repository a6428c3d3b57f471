# configuration: { "dialect": "cloud" }
actor User {}
resource Repo { roles = ["a"]; }
resource User { permissions = ["b"]; }
#        ^^^^ error: User is declared already. Put all of it into one block.
