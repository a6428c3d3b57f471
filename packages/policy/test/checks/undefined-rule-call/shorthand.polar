# configuration: {"dialect": "library"}
resource Repo {
  roles = ["reader"];
  permissions = ["read"];
  "reader" if "read";
#             ^^^^^^ error: Call to undefined rule: has_permission(actor, "read", repo)
}
