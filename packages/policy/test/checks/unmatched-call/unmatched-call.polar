# configuration: {"dialect": "cloud"}
actor User {}
actor Robot extends User {}
resource File {
  relations = { folder: Folder };
}
resource Folder {
  relations = { owner: User, holder: File };
}
resource Org {
  permissions = ["read"];
  "read" if sees(resource, actor);
#                ^^^^^^^^ warning: This asks for sees(Org, Actor), and the rules of sees are for sees(User, Org), so it finds none. Correct the argument. If such facts are told, declare them: declare sees(Org, Actor);
}

is_active(u: User) if status(u, "active");
sees(u: User, o: Org) if saw(u, o);
tier(_o: Org, "gold");
tier(_o: Org, "free");
limit(_o: Org, 3);
anything(x) if status(x, "y");
acts(a: Actor) if status(a, "z");
linked(u: User, f: File) if linked(f, u);
linked(u: User, f: File) if saw(u, f);
is_public(f: File) if has_relation(f, "folder", folder) and is_public(folder);

a1(f: File, o: Org) if sees(o, u) and u matches User and saw(u, f);
#                           ^ warning: This asks for sees(Org, User), and the rules of sees are for sees(User, Org), so it finds none. Correct the argument. If such facts are told, declare them: declare sees(Org, User);
a2(o: Org) if tier(o, 3) and limit(o, "3");
#                     ^ warning: This asks for tier(Org, Integer), and the rules of tier are for tier(Org, String), so it finds none. Correct the argument. If such facts are told, declare them: declare tier(Org, Integer);
#                                     ^^^ warning: This asks for limit(Org, String), and the rules of limit are for limit(Org, Integer)
a3(o: Org) if tier("gold", o);
#                  ^^^^^^ warning: This asks for tier(String, Org), and the rules of tier are for tier(Org, String), so it finds none.
a4(o: Org) if not tier(o, "gol");
#                         ^^^^^ warning: The rules of tier have "gold" or "free" here, and none has "gol". Did you mean "gold"?
a5(f: Folder) if saw(f) and acts("a");
#                                ^^^ warning: This asks for acts(String), and the rules of acts are for acts(Actor)
a6(_: Folder) if sees(Org{"a"}, User{"b"});
#                     ^^^^^^^^ warning: This asks for sees(Org, User)

# What may be of such a type, facts beside the rules, a string that may be told as a fact, another number of arguments.
b1(r: Robot) if is_active(r) and anything(r) and acts(r);
b2(a: Actor, x: Resource, y) if is_active(a) and is_active(x) and is_active(y);
b3(o: Org) if tier(o, "platinum") and tier(o, t) and t = "silver";
b4(f: Folder) if has_relation(f, "owner", o) and is_active(o);
b5(f: Folder) if unknown(f) and saw(f) and is_active(f, f);
b6(f: File) if has_relation(f, "folder", folder) and is_public(folder);
b7(f: Folder) if is_active(f) and acts(f) and sees(f, f);
