resource Repo {
  roles = ["reader", "writer"];
#                    ^^^^^^^^ information: No has_role rule gives the role "writer" of Repo to anybody.
  "reader" if "writer";
}
has_role(actor: Actor, "admin", repo: Repo) if repo.owner = actor;
allow(actor, action, resource) if has_permission(actor, action, resource);
