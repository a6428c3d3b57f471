# Another part of the policy, which has the allow rule, may give the role.
resource Repo {
  roles = ["reader", "writer"];
  "reader" if "writer";
}
has_role(actor: Actor, "admin", repo: Repo) if repo.owner = actor;
