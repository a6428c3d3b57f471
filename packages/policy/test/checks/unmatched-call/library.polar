# configuration: {"dialect": "library"}
# An application tells no facts; of its classes nothing is known.
tier(org: Org, "gold") if org.size > 10;
tier(org: Org, "free") if org.is_new;
g(1);
g(2);
h(n: Integer) if n > 1;
k([_, *_]);
m(_: {a: 1});
allow(_, "a", org) if tier(org, "gol");
#                               ^^^^^ warning: The rules of tier have "gold" or "free" here, and none has "gol". Did you mean "gold"?
allow(_, "b", org) if tier(org, "platinum");
allow(_, "c", org) if tier(org, 3);
#                               ^ warning: This asks for tier(_, Integer), and the rules of tier are for tier(Org, String), so it finds none. Correct the argument.
allow(_, "d", _) if g(3) or h("3") or k("a");
#                             ^^^ warning: This asks for h(String), and the rules of h are for h(Integer), so it finds none. Correct the argument.
#                                       ^^^ warning: This asks for k(String), and the rules of k are for k(List)
allow(user: User, "e", _) if tier(user, "gold") and tier(user, x) and x = "silver";
allow(_, "f", x) if g(1.0) or h(3.5) or k({a: 1}) or m("a") or m([]) or g(x) or h(x.y);
allow(_, "g", _) if g(2, 3) or undefined(1);
?= not g(3);
