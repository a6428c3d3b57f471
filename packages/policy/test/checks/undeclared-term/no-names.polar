# A policy may keep all its roles as facts.
actor User {}
resource Organization {}
has_permission(user: User, "edit", organization: Organization) if
  has_role(user, "admin", organization);
