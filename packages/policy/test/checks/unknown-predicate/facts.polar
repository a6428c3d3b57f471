actor User {}
resource Doc { roles = ["viewer"]; permissions = ["edit", "view"]; "view" if "viewer" and is_publik(resource); }
#                                                                                         ^^^^^^^^^ warning: No rule and no fact of a test is named is_publik. Did you mean is_public?
declare is_public(Doc);
has_permission(u: User, "edit", d: Doc) if has_role(u, "viewer", d) and not is_bannd(u);
#                                                                           ^^^^^^^^ warning: No rule and no fact of a test is named is_bannd. Did you mean is_banned? Correct the one that is misspelt, here or where it is told.
test "t" {
  setup { is_banned(User{"b"}); has_role(User{"b"}, "viewer", Doc{"d"}); }
  assert_not allow(User{"b"}, "edit", Doc{"d"});
}
