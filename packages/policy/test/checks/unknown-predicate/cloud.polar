actor User {}
resource Doc { permissions = ["read"]; "read" if is_publc(resource); }
#                                                ^^^^^^^^ warning: No rule and no fact of a test is named is_publc. Did you mean is_public?
is_public(d: Doc) if visible(d, "all");
is_member(u: User, d: Doc) if in_group(u, d);
has_permission(u: User, "read", d: Doc) if is_membr(u, d);
#                                          ^^^^^^^^ warning: No rule and no fact of a test is named is_membr. Did you mean is_member?
