import type { Sound } from './sound.ts';

/** Policies in which nothing is found, with what those of `sound.ts` do not have. */
export const moreLibrary: Sound = {
  configuration: { dialect: 'library' },
  files: [
    `actor Person { permissions = ["view"]; relations = { manager: Person }; "view" if "manager"; }
resource Shelf { roles = ["guest"]; }
resource Item {
  roles = ["guest"];
  permissions = ["use", "move"];
  relations = { box: Box };
  "use" if "guest";
  "use" if "keeper" on "box";
  "move" if "use";
  "move" if "holder" on "box";
}
resource Box { roles = ["keeper", "holder"]; "holder" if "keeper"; }

has_role(person: Person, "keeper", box: Box) if person = box.keeper;
has_role(person: Person, "guest", item: Item) if [person, *_] = item.guests or person in item.others;
has_role(_: Person, "guest", _: Shelf);
has_relation(box: Box, "box", item: Item) if box = item.box;
has_relation(boss: Person, "manager", person: Person) if person.boss == boss;
allow(actor, action, resource) if has_permission(actor, action, resource);
`,
    `weigh([], 0);
weigh([first, *rest], total: Integer) if
  weigh(rest, sum) and sum matches Integer and first.weight >= 0 and total = sum + first.weight * 2 - 1;
type weigh(list: List, total: Integer);
near(_: {x: x, y: 0}, {x: x}) if x != 1 and not x < -2.5;
near(a, b) if b.get("near", a).ok(deep: true) and (a matches Item{name: "box"} or not a matches Box) and cut;
pick(x) if x in [1, "two", true] and forall(y in [x], y = x or y mod 2 == 1);
made(x) if x := new Item("a", box: new Box()) and print("made", x);
heavy(item: Item) if weigh([item], total) and total > 10 and near(item, {x: 1}) and pick(total) and made(item);
allow(_: Person{name: "root"}, _, item: Item) if not heavy(item);
?= not weigh([], 1) and pick(1);
`,
  ],
};

export const moreCloud: Sound = {
  configuration: { dialect: 'cloud' },
  files: [
    `actor Person { relations = { manager: Person }; permissions = ["view"]; "view" if "manager"; }
actor Group {}
resource Base { permissions = ["peek"]; roles = ["guest"]; "peek" if "guest"; }
resource Item extends Base {
  roles = ["guest", "mover"];
  permissions = ["use", "move", "peek"];
  relations = { box: Box, owner: Person };
  "guest" if "keeper" on "box";
  "use" if "guest" and is_ready(resource);
  "move" if "use" and "mover";
  "move" if has_role(actor, "keeper", resource);
  role if role on "box";
  "peek" if is_shown(resource, true);
}
resource Box { roles = ["keeper", "mover", "guest"]; "mover" if "keeper"; }

has_role(person: Person, role: String, box: Box) if group matches Group and has_role(group, role, box) and in_group(person, group);
has_role(person: Person, "keeper", item: Item) if owns(person, item, since) and since < @current_unix_time;
has_permission(person: Person, "use", item: Item) if has_relation(item, "owner", person) and not is_broken(item);
allow(person: Person, _: String, item: Item) if person = Person{"root"} and is_ready(item);
late(count: Integer) if count > 3 or count = 0;
declare owns(Person, Item, Integer);
declare is_ready(Item);
declare in_group(Person, Group);
`,
    `test "keepers" {
  setup {
    has_role(Group{"crew"}, "keeper", Box{"b"});
    in_group(Person{"ann"}, Group{"crew"});
    has_relation(Item{"i"}, "box", Box{"b"});
    has_relation(Item{"i"}, "owner", Person{"bob"});
    is_ready(Item{"i"});
    is_shown(Item{"i"}, true);
    owns(Person{"cyd"}, Item{"i"}, 10);
    is_broken(Item{"j"});
  }
  assert allow(Person{"ann"}, "use", Item{"i"});
  assert has_role(Person{"ann"}, role: String, Item{"i"}) iff role in ["guest", "mover"];
  assert allow(Person{"bob"}, "use", Item{"i"});
  assert_not allow(Person{"bob"}, "move", Item{"i"});
  assert late(5);
  assert_not late(2);
  assert owns(Person{"cyd"}, item: Item, 10);
}
`,
  ],
};
