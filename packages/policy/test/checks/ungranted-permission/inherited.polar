# configuration: {"dialect": "cloud"}
resource Container { roles = ["owner"]; permissions = ["read", "write"]; "write" if "owner"; }
resource Folder extends Container { "read" if "owner"; }
resource Box { permissions = ["open"]; }
#                             ^^^^^^ information: No shorthand and no rule gives
