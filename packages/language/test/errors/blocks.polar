### a block without a name
resource
        | unrecognized-token: The statement is not finished here. A block needs a name and a body: `resource Name { … }`. What follows begins another statement: did not expect to find the token '('.
f(x);
=> nothing, f/1

### a block whose name is in quotes
resource "Repo" {
         ^^^^^^ unrecognized-token: did not expect to find the token 'Repo'. A name is written without quotes: `Repo`.
  roles = ["a"];
}
f(x);
=> resource Repo{1}, f/1

### a block without a body
resource Repo;
             ^ unrecognized-token: did not expect to find the token ';'. A block needs a body, even an empty one: `resource Repo {}`.
f(x);
=> resource Repo{0}, f/1

### a block without a body, then another
resource Repo
             | unrecognized-token: The statement is not finished here. A block needs a body, even an empty one: `resource Repo {}`. What follows begins another statement: did not expect to find the token 'actor'.
actor User {}
=> resource Repo{0}, actor User{0}

### a block with parentheses
resource Repo() {
             ^ unrecognized-token: did not expect to find the token '('. A block has no parameters: `resource Repo { … }`.
  roles = ["a"];
}
f(x);
=> resource Repo{1}, f/1

### a block with a colon
resource Repo: Thing {
             ^ unrecognized-token: did not expect to find the token ':'. What a block extends is written `Repo extends Other { … }`.
  roles = ["a"];
}
f(x);
=> resource Repo{1}, f/1

### a block with three words
resource Repo Thing {
              ^^^^^ unrecognized-token: did not expect to find the token 'Thing'. Did you forget `{` or `extends` after `Repo`?
  roles = ["a"];
}
f(x);
=> resource Repo{1}, f/1

### a block that is not closed
resource Repo {
  roles = ["a"];
  "read" if "a";
                | unrecognized-token: `}` is missing here to close the block `resource Repo`. What follows begins another statement: did not expect to find the token '('.

f(x) if g(x);
=> resource Repo{2}, f/1 if Call

### a block that is not closed, before another block
resource Repo {
  roles = ["a"];
                | unrecognized-token: `}` is missing here to close the block `resource Repo`. What follows begins another statement: did not expect to find the token 'Org'.

resource Org {
  roles = ["b"];
}
=> resource Repo{1}, resource Org{1}

### a block that is not closed at the end of the file
resource Repo {
  roles = ["a"];
                | unrecognized-eof: hit the end of the file unexpectedly. Did you forget a semi-colon? A `}` is missing to close the block `resource Repo`.
=> resource Repo{1}

### an empty block that is not closed
resource Repo {
               | unrecognized-token: `}` is missing here to close the block `resource Repo`. What follows begins another statement: did not expect to find the token '('.
f(x);
=> resource Repo{0}, f/1

### a block closed twice
resource Repo {
  roles = ["a"];
}
}
^ unrecognized-token: did not expect to find the token '}'. No block is open here: remove it.
f(x);
=> resource Repo{1}, nothing, f/1

### a rule in a block
resource Repo {
  roles = ["a"];
  has_role(x, "a", y) if g(x, y);
          ^ unrecognized-token: did not expect to find the token '('. Rules with parameters stand outside of blocks: move `has_role(…)` after the `}`.
  "b" if "a";
}
f(x);
=> resource Repo{3}, f/1

### a declaration without its equals sign
resource Repo {
  roles ["a"];
        ^ unrecognized-token: did not expect to find the token '['. Did you forget `=` after `roles`?
  permissions = ["read"];
}
=> resource Repo{2}

### a declaration with a colon
resource Repo {
  roles: ["a"];
       ^ unrecognized-token: did not expect to find the token ':'. A declaration is written with `=`: `roles = …;`.
  permissions = ["read"];
}
=> resource Repo{2}

### a declaration without its semicolon
resource Repo {
  roles = ["a"]
  permissions = ["read"];
  ^^^^^^^^^^^ unrecognized-token: did not expect to find the token 'permissions'. Did you forget a `;` after `["a"]`?
}
=> resource Repo{2}

### a declaration with a comma at its end
resource Repo {
  roles = ["a"],
               ^ unrecognized-token: did not expect to find the token ','. A declaration ends with `;`.
  permissions = ["read"];
}
=> resource Repo{2}

### a declaration without a value
resource Repo {
  roles = ;
          ^ unrecognized-token: did not expect to find the token ';'. A list `["reader"]`, or for relations `{ parent: Org }`, must follow `=`.
  permissions = ["read"];
}
=> resource Repo{2}

### a declaration of a string
resource Repo {
  roles = "a";
          ^^^ unrecognized-token: did not expect to find the token 'a'. Names are declared in brackets: `["a"]`.
  permissions = ["read"];
}
=> resource Repo{2}

### a declaration that is not closed
resource Repo {
  roles = ["a", "b";
                   ^ unrecognized-token: did not expect to find the token ';'. Did you forget a `]` after `"b"`?
  permissions = ["read"];
}
f(x);
=> resource Repo{2}, f/1

### a declaration without commas
resource Repo {
  roles = ["a" "b"];
               ^^^ unrecognized-token: did not expect to find the token 'b'. Did you forget a `,` before `"b"`?
  permissions = ["read"];
}
=> resource Repo{2}

### a declaration closed by a brace
resource Repo {
  roles = ["a", "b"};
                   ^ unrecognized-token: did not expect to find the token '}'. A list is closed with `]`.
  permissions = ["read"];
}
=> resource Repo{2}

### a declared name in quotes
resource Repo {
  "roles" = ["a"];
          ^ unrecognized-token: did not expect to find the token '='. The name of a declaration is written without quotes: `roles = …;`.
  permissions = ["read"];
}
=> resource Repo{2}

### relations in quotes
resource Repo {
  relations = { "parent": Org };
                ^^^^^^^^ unrecognized-token: did not expect to find the token 'parent'. The name of a relation is written without quotes: `parent`.
  roles = ["a"];
}
=> resource Repo{2}

### a relation's type in quotes
resource Repo {
  relations = { parent: "Org" };
                        ^^^^^ unrecognized-token: did not expect to find the token 'Org'. A name is written without quotes: `Org`.
  roles = ["a"];
}
=> resource Repo{2}

### a relation with an equals sign
resource Repo {
  relations = { parent = Org };
                       ^ unrecognized-token: did not expect to find the token '='. The type of a relation stands after `:`: `parent: …`.
  roles = ["a"];
}
=> resource Repo{2}

### a relation without a colon
resource Repo {
  relations = { parent Org };
                       ^^^ unrecognized-token: did not expect to find the token 'Org'. Did you forget a `:` before `Org`?
  roles = ["a"];
}
=> resource Repo{2}

### relations without a comma
resource Repo {
  relations = { parent: Org
    owner: User };
    ^^^^^ unrecognized-token: did not expect to find the token 'owner'. Did you forget a `,` after `Org`?
  roles = ["a"];
}
=> resource Repo{2}

### relations in brackets
resource Repo {
  relations = [parent: Org];
                     ^ unrecognized-token: did not expect to find the token ':'. Relations stand in braces: `{ parent: … }`.
  roles = ["a"];
}
=> resource Repo{2}

### the same relation twice
resource Repo {
  relations = { parent: Org, parent: Team };
                             ^^^^^^ duplicate-key: Duplicate key: parent. Remove one of the two, or rename it.
}
=> resource Repo{1}

### a bare word in a block
resource Repo {
  foo
  roles = ["a"];
  ^^^^^ unrecognized-token: did not expect to find the token 'roles'. `foo` alone says nothing: write `foo = …;`, or remove it.
}
f(x);
=> resource Repo{2}, f/1

### a shorthand without if
resource Repo {
  "read" "reader";
         ^^^^^^^^ unrecognized-token: did not expect to find the token 'reader'. Did you forget `if` after `"read"`?
  "write" if "writer";
}
=> resource Repo{2}

### a shorthand that implies nothing
resource Repo {
  "read";
        ^ unrecognized-token: did not expect to find the token ';'. Say what implies it: `"read" if "…";`.
  "write" if "writer";
}
=> resource Repo{2}

### a shorthand without its semicolon
resource Repo {
  "read" if "reader"
  "write" if "writer";
  ^^^^^^^ unrecognized-token: did not expect to find the token 'write'. Did you forget a `;` after `"reader"`?
}
f(x);
=> resource Repo{2}, f/1

### a shorthand without a body
resource Repo {
  "read" if;
           ^ unrecognized-token: did not expect to find the token ';'. The name of a role, permission or relation must follow `if`.
  "write" if "writer";
}
=> resource Repo{2}

### a shorthand without on
resource Repo {
  "read" if "owner" "parent";
                    ^^^^^^^^ unrecognized-token: did not expect to find the token 'parent'. Did you forget `on` before `"parent"`?
  "write" if "writer";
}
=> resource Repo{2}

### a shorthand without its relation
resource Repo {
  "read" if "owner" on;
                      ^ unrecognized-token: did not expect to find the token ';'. The name of a relation must follow: `on "parent"`.
  "write" if "writer";
}
=> resource Repo{2}

### a shorthand of two heads
resource Repo {
  "read", "write" if "owner";
        ^ unrecognized-token: did not expect to find the token ','. One shorthand rule has one name at its head: write one rule for each.
  "write" if "writer";
}
=> resource Repo{2}

### a shorthand with a list
resource Repo {
  "read" if ["a", "b"];
            ^ unrecognized-token: did not expect to find the token '['. Name one role, permission or relation; write a shorthand rule for each.
  "write" if "writer";
}
=> resource Repo{2}

### a shorthand with not
resource Repo {
  "read" if not "banned";
            ^^^ unrecognized-token: did not expect to find the token 'not'. A shorthand can't negate: write the rule out, as in `has_permission(…) if … and not …;`.
  "write" if "writer";
}
=> resource Repo{2}

### a shorthand with a comma
resource Repo {
  "read" if "a", "b";
               ^ unrecognized-token: did not expect to find the token ','. Alternatives are joined with `or`, or written as a shorthand rule each.
  "write" if "writer";
}
=> resource Repo{2}

### a shorthand with a condition (cloud)
resource Repo {
  "read" if resource == actor;
                     ^^ unrecognized-token: did not expect to find the token '=='. A condition does not fit into a shorthand: write the rule out, as in `has_permission(…) if …;`.
  "write" if "writer";
}
=> resource Repo{2}

### a shorthand with a lookup (cloud)
resource Repo {
  "read" if actor.is_admin;
                 ^ unrecognized-token: did not expect to find the token '.'. A condition does not fit into a shorthand: write the rule out, as in `has_permission(…) if …;`.
  "write" if "writer";
}
=> resource Repo{2}

### a shorthand with an open string
resource Repo {
  "read if "reader";
            ^^^^^^ unrecognized-token: did not expect to find the token 'reader'. Did you forget a `"` after `read`?
  "write" if "writer";
}
f(x);
=> resource Repo{2}, f/1

### a shorthand of unclosed parentheses (cloud)
resource Repo {
  "read" if ("a" or "b";
                       ^ unrecognized-token: did not expect to find the token ';'. Did you forget a `)` after `"b"`?
  "write" if "writer";
}
=> resource Repo{2}

### a number in a block
resource Repo {
  42;
  ^^ unrecognized-token: did not expect to find the token '42'. In a block stand declarations (`roles = ["reader"];`) and shorthand rules (`"read" if "reader";`).
  roles = ["a"];
}
=> resource Repo{1}

### extends nothing (cloud)
resource Repo extends {
                      ^ unrecognized-token: did not expect to find the token '{'. A name must follow `extends`.
  roles = ["a"];
}
=> resource Repo{1}

### extends a string (cloud)
resource Repo extends "Thing" {
                      ^^^^^^^ unrecognized-token: did not expect to find the token 'Thing'. A name is written without quotes: `Thing`.
  roles = ["a"];
}
=> resource Repo{1}

### global with a name (cloud)
global Admin Users {
             ^^^^^ unrecognized-token: did not expect to find the token 'Users'. A statement is a rule, `name(…) if …;`, or a block, `resource Name { … }`.
  roles = ["a"];
}
f(x);
=> global Admin{1}, f/1

### three errors in one block
resource Repo {
  roles ["a"];
        ^ unrecognized-token: did not expect to find the token '['. Did you forget `=` after `roles`?
  "read" if;
           ^ unrecognized-token: did not expect to find the token ';'. The name of a role, permission or relation must follow `if`.
  relations = { parent Org };
                       ^^^ unrecognized-token: did not expect to find the token 'Org'. Did you forget a `:` before `Org`?
  "write" if "writer";
}
f(x);
=> resource Repo{4}, f/1

### a shorthand whose name lacks its first quote
resource Repo {
  roles = ["reader", writer"];
                     ^^^^^^^ unrecognized-token: did not expect to find the token 'writer'. Did you forget a `"` before `writer`?
  "read" if reader";
            ^^^^^^^ unrecognized-token: did not expect to find the token 'reader'. Did you forget a `"` before `reader`?
  write" if "writer";
  ^^^^^^ unrecognized-token: did not expect to find the token 'write'. Did you forget a `"` before `write`?
}
f(x);
=> resource Repo{3}, f/1

### a head of a shorthand without quotes
resource Repo {
  roles = ["reader"];
  read if "reader";
  ^^^^ unrecognized-token: did not expect to find the token 'read'. The name that a shorthand rule gives is a string: `"read"`.
}
f(x);
=> resource Repo{2}, f/1

### a list that is not closed before a declaration
resource Repo {
  roles = ["a", "b"
  permissions = ["read"];
  ^^^^^^^^^^^ unrecognized-token: did not expect to find the token 'permissions'. Did you forget `];` after `"b"`?
  "read" if "a";
}
=> resource Repo{3}

### a list that is not closed before a shorthand
resource Repo {
  roles = ["a", "b"
  "read" if "a";
  ^^^^^^ unrecognized-token: did not expect to find the token 'read'. Did you forget `];` after `"b"`?
}
=> resource Repo{2}

### a shorthand with a colon
resource Repo {
  "read": "reader";
        ^ unrecognized-token: did not expect to find the token ':'. The condition of a shorthand rule starts with `if`, not with `:`.
  "write" if "writer";
}
=> resource Repo{2}

### a shorthand with an arrow
resource Repo {
  "read" <- "reader";
         ^ unrecognized-token: did not expect to find the token '<'. The condition of a shorthand rule starts with `if`, not with an arrow.
  "write" => "writer";
          ^ unrecognized-token: did not expect to find the token '='. The condition of a shorthand rule starts with `if`, not with an arrow: what is given stands before it, and what gives it after it.
}
=> resource Repo{2}

### a shorthand whose head is a list
resource Repo {
  ["read", "write"] if "reader";
  ^ unrecognized-token: did not expect to find the token '['. One shorthand rule has one name at its head: write one rule for each.
  "write" if "writer";
}
=> resource Repo{1}

### a comment of another language in a block
resource Repo {
  // roles
  ^ unrecognized-token: did not expect to find the token '/'. Comments start with `#`.
  roles = ["a"];
}
=> resource Repo{1}

### the beginning of a declaration
resource Repo {
  rol
}
^ unrecognized-token: did not expect to find the token '}'. `rol` alone says nothing: write `roles = …;`, or remove it.
f(x);
=> resource Repo{1}, f/1

### the beginning of a shorthand
resource Repo {
  roles = ["a"];
  "re
  ^^^ invalid-token-character: '\n' is not a valid character. Found in re. The string is not closed: put a `"` where it ends.
}
f(x);
=> resource Repo{2}, f/1

### no semicolon anywhere
resource Repo {
  roles = ["a", "b"]
  permissions = ["read"]
  ^^^^^^^^^^^ unrecognized-token: did not expect to find the token 'permissions'. Did you forget a `;` after `["a", "b"]`?
  "read" if "a"
  ^^^^^^ unrecognized-token: did not expect to find the token 'read'. Did you forget a `;` after `["read"]`?
  "a" if "b"
  ^^^ unrecognized-token: did not expect to find the token 'a'. Did you forget a `;` after `"a"`?
}
^ unrecognized-token: did not expect to find the token '}'. Did you forget a `;` after `"b"`?
=> resource Repo{4}

### a name over two lines
resource Repo {
  roles = ["a
           ^^ invalid-token-character: '\n' is not a valid character. Found in a. The string is not closed: put a `"` where it ends.
b"];
 ^^^ invalid-token-character: '\n' is not a valid character. Found in ];. The string is not closed: put a `"` where it ends.
  permissions = ["read"];
}
^ unrecognized-token: did not expect to find the token '}'. No block is open here: remove it.
=> resource Repo{1}, b/0, nothing

### a dash in the name of a block
resource my-repo {
           ^ unrecognized-token: did not expect to find the token '-'. A name has no `-` in it: write `_`.
  roles = ["a"];
}
f(x);
=> resource my{1}, f/1

### a dot in the name of a block
resource my.Repo {
           ^ unrecognized-token: did not expect to find the token '.'. A name has no `.` in it: write `::` or `_`.
  roles = ["a"];
}
f(x);
=> resource my{1}, f/1

### a block whose brace is missing
resource Repo
  roles = ["a"];
  ^^^^^ unrecognized-token: did not expect to find the token 'roles'. Did you forget a `{` after `Repo`?
  "a" if "b";
}
f(x);
=> resource Repo{2}, f/1

### relations whose brace is missing
resource Repo {
  relations = parent: Repo };
              ^^^^^^ unrecognized-token: did not expect to find the token 'parent'. Did you forget a `{` before `parent`?
  roles = ["a"];
}
=> resource Repo{2}

### names whose bracket is missing
resource Repo {
  roles = "a", "b"];
          ^^^ unrecognized-token: did not expect to find the token 'a'. Did you forget a `[` before `"a"`?
  permissions = ["c"];
}
=> resource Repo{2}

### a global block whose brace is missing (cloud)
global
  roles = ["a"];
  ^^^^^ unrecognized-token: did not expect to find the token '='. Did you forget a `{` after `global`?
}
=> global{1}

### closing brackets that close nothing in a shorthand
resource R { "a" if "b" and f(resource)); "a" if ("b")); "a" if "b"]; "a" if "b" or f(resource)); }
                                       ^ unrecognized-token: did not expect to find the token ')'. No bracket is open here: remove it.
                                                      ^ unrecognized-token: did not expect to find the token ')'. No bracket is open here: remove it.
                                                                   ^ unrecognized-token: did not expect to find the token ']'. No bracket is open here: remove it.
                                                                                               ^ unrecognized-token: did not expect to find the token ')'. No bracket is open here: open one where the alternatives begin, or remove this one.
f(x) if x ** 2 = 1;
           ^ unrecognized-token: did not expect to find the token '*'. There is no operator for powers.
=> resource R{4}, f/1 if Binary

### a brace too much amid a block
resource T {
  relations = { parent: T }};
                           ^ unrecognized-token: did not expect to find the token '}'. It is one too much here: remove it.
  # Sound.
  "a" if "b";
}
f(1);
=> resource T{2}, f/1

### a brace too much after a list
resource T {
  roles = ["a"];}
                ^ unrecognized-token: did not expect to find the token '}'. It is one too much here: remove it.
  "a" if "b";
}
=> resource T{2}

### a block that is closed and does not go on
resource T { roles = ["a"]; }
"a" if "b";
^^^ unrecognized-token: did not expect to find the token 'a'. Shorthand rules stand in a block: `resource Name { … }`.
f(1);
=> resource T{1}, nothing, f/1

### ifs
resource R {
  "a" ifs p "b";
      ^^^ unrecognized-token: did not expect to find the token 'ifs'. Did you mean `if`?
  "c" if "d";
}
=> resource R{2}
