# configuration: { "dialect": "library" }
# What a head names may be declared nowhere, and what it gives may be asked for.
actor User {}
resource Page {}
resource R {
  roles = ["admin", "reader"];
  permissions = ["read"];
  "read" if "reader";
}
has_permission(_: User, "create", _: R);
has_permission(u: User, "purge", r: R) if has_role(u, "superuser", r);
has_role(u: User, "superuser", _: R) if u.is_superuser;
has_role(u: User, "admin", _: R) if u.is_admin;
has_role(u: User, "reader", _: R) if u.is_reader;
# A class without a block is the application's business, and so is what it allows.
has_role(u: User, "editor", p: Post) if u = p.author;
allow(u: User, "edit", p: Post) if has_role(u, "writer", p);
allow(u: User, "archive", r: R) if has_role(u, "reader", r) or has_permission(u, "read", r);
?= not has_role(new User(), "nobody", new R());
# Names that are not known yet.
f(u, role, r: R) if has_role(u, role, r);
