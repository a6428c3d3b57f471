resource Repo {
  roles = ["reader"];
  permissions = ["read", "write", "delete"];
#                        ^^^^^^^ information: No shorthand and no rule gives the permission of Repo "write", so nobody can get it.
  "read" if "reader";
}
has_permission(actor: Actor, "delete", repo: Repo) if repo.owner = actor;
allow(actor, action, resource) if has_permission(actor, action, resource);
