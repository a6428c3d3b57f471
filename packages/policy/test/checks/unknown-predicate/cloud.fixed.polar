actor User {}
resource Doc { permissions = ["read"]; "read" if is_public(resource); }
is_public(d: Doc) if visible(d, "all");
is_member(u: User, d: Doc) if in_group(u, d);
has_permission(u: User, "read", d: Doc) if is_member(u, d);
