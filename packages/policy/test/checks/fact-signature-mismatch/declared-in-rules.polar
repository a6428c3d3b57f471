actor User {}
declare level(User, Integer);
declare mark(User, Integer);
declare mark(User, String);
declare rank(User, Integer);
declare given(User, Integer);
constant(u: User) if level(u, "a");
#                             ^^^ warning: This asks for level(User, String), and what is declared is level(User, Integer).
compared(u: User) if level(u, n) and n = "a";
#                             ^ warning: This asks for level(User, String)
turned(u: User) if "a" = n and level(u, n);
#                                       ^ warning: This asks for level(User, String)
typed(u: User, n: String) if level(u, n);
#                                     ^ warning: This asks for level(User, String)
matched(u: User, n) if n matches String and level(u, n);
#                                                    ^ warning: This asks for level(User, String)
listed(u: User) if level(u, n) and n in ["a", "b"];
#                           ^ warning: This asks for level(User, String)
boolean(u: User) if level(u, true);
#                            ^^^^ warning: This asks for level(User, Boolean)
negated(u: User) if not level(u, "a");
#                                ^^^ warning: This asks for level(User, String)
object(u: User) if level(u, u);
#                           ^ warning: This asks for level(User, User)
given(_: User, "a");
#              ^^^ warning: This rule gives given(User, String), and what is declared is given(User, Integer).
given(_: User, 1);
fine(u: User) if level(u, n) and n > 3 and mark(u, "a") and mark(u, 1) and rank(u, _) and given(u, "a");
any(u: User, n) if level(u, n);
