actor User {}
actor Bot {}
resource Dog { permissions = ["pat", "feed"]; "feed" if is_fed(resource, true); }
resource Rabbit extends Dog {}
resource Stone {}
has_permission(u: User, "pat", d: Dog) if are_pals(u, d);
has_role(b: Bot, "helper", d: Dog) if helps(b, d) and has_role(d, "owner", b);
declare are_pals(Bot, Dog);
loud(d: Dog) if barks(d, _);
test "pals pat" {
  setup {
    are_pals(User{"a"}, Dog{"d"});
    are_pals(Bot{"a"}, Dog{"d"});
    are_pals(User{"a"}, Rabbit{"d"});
    are_pals(User{"a"}, Stone{"p"});
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This fact is are_pals(User, Stone), and the policy asks for are_pals(Bot, Dog) or are_pals(User, Dog).
    are_pals(User{"a"});
#   ^^^^^^^^^^^^^^^^^^^^ warning: This fact is are_pals(User), and the policy asks for are_pals(Bot, Dog) or are_pals(User, Dog).
    ar_pals(User{"a"}, Dog{"d"});
#   ^^^^^^^ warning: No rule asks for the fact ar_pals. Did you mean are_pals?
    is_fed(Dog{"d"}, true);
    is_fed(Dog{"d"}, "yes");
#   ^^^^^^^^^^^^^^^^^^^^^^^^ warning: This fact is is_fed(Dog, String), and the policy asks for is_fed(Dog, Boolean).
    barks(Dog{"d"}, "loudly");
    barks(Dog{"d"}, 3);
    loud(Dog{"e"});
    has_role(Dog{"d"}, "owner", Bot{"b"});
    asked(User{"a"});
  }
  assert has_permission(User{"a"}, "pat", Dog{"d"});
  assert asked(User{"a"});
}
