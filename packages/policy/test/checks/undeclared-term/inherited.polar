# A type that inherits roles has some.
actor User {}
resource A { roles = ["admin"]; permissions = ["read"]; "read" if "admin"; }
resource B extends A {}
has_permission(u: User, "read", b: B) if has_role(u, "admni", b) and is_x(b);
#                                                    ^^^^^^^ warning: B declares no role "admni". Did you mean "admin"?
