# configuration: {"dialect": "library"}
# Another part of the policy, which has the allow rule, may give the permission.
resource Repo { roles = ["reader"]; permissions = ["read", "write"]; "read" if "reader"; }
