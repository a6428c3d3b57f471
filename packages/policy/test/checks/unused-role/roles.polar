resource Repo {
  roles = ["reader", "guest", "asked", "implier"];
#                    ^^^^^^^ information: No shorthand and no rule asks for the role of Repo "guest", so it grants nothing.
  permissions = ["read"];
  "read" if "reader";
  "reader" if "implier";
}
has_permission(actor: Actor, "read", repo: Repo) if has_role(actor, "asked", repo);
has_role(_: Actor, _: String, _: Resource);
