# Names that a type has from what it extends are meant as well.
actor User {}
resource A { roles = ["admin"]; permissions = ["read"]; "read" if "admin"; }
resource B extends A { permissions = ["write"]; "write" if "admni"; "write" if "admin"; }
#                                                          ^^^^^^^ error: Undeclared term "admni" referenced in rule in 'B' resource block. Did you mean to declare it as a role, permission, or relation? Or did you mean "admin"?
