# Names that are near and still two: another number of arguments, a fact of a test, a declared one, one that several rules ask for, opposites.
actor User {}
resource Doc { permissions = ["read", "write"]; }
is_public(d: Doc) if visible(d, "all");
locked(d: Doc) if frozen(d);
level_1(d: Doc) if rated(d, 1);
group(d: Doc) if grouped(d);
has_permission(u: User, "read", d: Doc) if
  is_publik(u, d) and unlocked(d) and level_2(d) and groups(d) and is_puplic(d) and is_pubric(d) and is_oublic(d);
has_permission(_: User, "write", d: Doc) if is_oublic(d);
declare is_puplic(Doc);
test "t" { setup { is_pubric(Doc{"a"}); } assert_not has_permission(User{"a"}, "read", Doc{"a"}); }
