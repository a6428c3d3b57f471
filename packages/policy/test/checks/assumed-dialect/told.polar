# One construct is enough, and a policy without blocks is a part of one.
actor User {}
resource Organization { roles = ["owner"]; permissions = ["read"]; "read" if "owner"; }
has_role(user: User, "owner", organization: Organization) if organization.owner = user;
