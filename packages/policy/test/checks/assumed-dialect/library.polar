actor User {}
resource Organization { roles = ["owner"]; }
resource Repository {
  roles = ["admin"];
  permissions = ["delete"];
  relations = { parent: Organization };
  "delete" if "admin";
  "admin" if "owner" on "parent";
#                       ^^^^^^^^ information: This reads as a policy for the Oso library, though there is no rule for has_relation, and nothing else tells. If it is one for Oso Cloud, set the dialect.
}
has_role(_: User, "owner", _: Organization);
allow(actor, action, resource) if has_permission(actor, action, resource);
