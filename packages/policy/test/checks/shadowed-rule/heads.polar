# configuration: {"dialect": "library"}
first(_, _: Page);
first(x: User, y: Page) if x.a = y;
#^^^^ information: This rule of first adds nothing: a more general one holds without condition.
first(x, y: Book) if x.a = y;
second(_: String);
second("a") if cut;
second("b");
#^^^^^ information: This rule of second adds nothing
second(1);
third(x, x);
third(x, y) if x = y;
