# header

actor User {} # people
resource Repo extends Thing, Other {
  roles = ["reader", "admin",];
  permissions = [
    "read",
    "write",
    "delete",
    "comment",
    "create_issue",
    "close_issue",
    "administrate",
    "more"
  ];
  relations = { parent: Org, owner: User };

  # implied
  "read" if "reader";
  "write" if "admin";
  "admin" if
    "owner" on "parent" or
    "super_administrator" on "grand_parent" or
    global "superuser" and is_allowed(resource);
}
global {
  roles = ["admin"];
  "a" if "b";
}
f(x, y: Foo{a: 1, b: {c: "d"}}, "z", _: [1, 2, *rest]);
allow(actor, action, resource) if
  not (actor.suspended) and
  has_permission(actor, action, resource);
allow(
  actor: User,
  action: String,
  resource: Repository{organization: org, is_public: true},
  more: Some
) if
  a(actor) and (b(actor) or c(actor) and d(actor)) or
  forall(x in actor.things, x.size > -1 and not x.hidden);
g(x) if
  (
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa(x) or
    bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb(x) or
    cccccccccccccccc(x)
  ) and
  x = new Foo(1, 2, bar: 3).baz.method(a.b.("key"), [1, 2, 3], {a: 1}) and
  cut;
h(x) if
  x.y.zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz(
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,
    bbbbbbbbbbbbbbbbbbbbbbbbbbb,
    c: ddddddddddd
  );
i(x) if
  x in [
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,
    bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,
    cccccccccccccccccccccccccccccccccc
  ];
type f(x: Integer, y);
declare is_pub(Repo, String);
?= f(1, 2) and 1 + 2 * 3 == 7 or x matches! Foo;
@flag @other f(@current_unix_time) if
  x = User{"a"} and # why
  y and # because
  # more
  z;
test "t" {
  setup {
    fixture a;
    has_role(User{"alice"}, "reader", Repo{"anvil"});

    is_public(Repo{"x"}, true);
  }
  assert allow(User{"alice"}, "read", Repo{"anvil"});
  assert_not allow(User{"alice"}, action: String, Repo{"anvil"}) iff
    action in ["read", "write", "create_issue", "something else"];
}
test fixture a {
  f(Integer{1});
}
