# configuration: {"dialect": "library"}
resource Repo {
  permissions = ["owner", "read"];
#                ^^^^^^^ error: Cannot overwrite existing role declaration "owner" in resource Repo with permission
  roles = ["owner", "a", "a"];
#                        ^^^ error: Cannot overwrite existing role declaration "a" in resource Repo with role
  relations = { read: Org };
#                     ^^^ error: Cannot overwrite existing permission declaration "read" in resource Repo with relation
}
