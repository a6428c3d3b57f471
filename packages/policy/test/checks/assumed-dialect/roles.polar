actor User {}
resource Repository {
  permissions = ["read"];
  roles = ["reader"];
# ^^^^^ information: This reads as a policy for Oso Cloud, as there is no rule for has_role, and nothing else tells.
  "read" if "reader";
}
