### arguments that are not closed
f(x) if g(x, y;
              ^ unrecognized-token: did not expect to find the token ';'. Did you forget a `)` after `y`?
h(x);
=> f/1 if Call, h/1

### arguments that are not closed before and
f(x) if g(x, y and h(x);
              ^^^^ unrecognized-token: did not expect to find the token ';'. Did you forget a `)` before `and`?
i(x);
=> f/1 if Call, i/1

### arguments that are not closed at the end of the file
f(x) if g(x, y
              | unrecognized-eof: hit the end of the file unexpectedly. Did you forget a semi-colon? A `)` is missing after `y`.
=> f/1 if Call

### a comma at the end of the arguments
f(x) if g(x, y,);
               ^ unrecognized-token: did not expect to find the token ')'. Remove the `,` before it.
h(x);
=> f/1 if Call, h/1

### a comma at the start of the arguments
f(x) if g(, x);
          ^ unrecognized-token: did not expect to find the token ','. A value is missing before the `,`: or remove it.
h(x);
=> f/1 if Call, h/1

### no comma between arguments
f(x) if g(x y);
            ^ unrecognized-token: did not expect to find the token 'y'. Did you forget a `,` before `y`?
h(x);
=> f/1 if Call, h/1

### an argument after one with a name
f(x) if x = new Foo(a: 1, 2);
                          ^ unrecognized-token: did not expect to find the token '2'. Arguments without a name come before those with one.
g(x);
=> f/1 if Binary, g/1

### an equals sign for an argument with a name
f(x) if x = new Foo(a = 1);
                    ^^^^^ wrong-value-type: Wrong value type: a = 1. Expected a value. An argument with a name is written `a: 1`.
g(x);
=> f/1 if Binary, g/1

### the same argument twice
f(x) if x = new Foo(a: 1, a: 2);
                          ^ duplicate-key: Duplicate key: a. Remove one of the two, or rename it.
g(x);
=> f/1 if Binary, g/1

### an argument's name in quotes
f(x) if x = new Foo("a": 1);
                       ^ unrecognized-token: did not expect to find the token ':'. The name of an argument is written without quotes: `a: …`.
g(x);
=> f/1 if Binary, g/1

### new without a class
f(x) if x = new;
               ^ unrecognized-token: did not expect to find the token ';'. A name must follow `new`.
g(x);
=> f/1 if Binary, g/1

### new without arguments
f(x) if x = new Foo;
                   ^ unrecognized-token: did not expect to find the token ';'. The arguments must follow, if only `Foo()`.
g(x);
=> f/1 if Binary, g/1

### a list that is not closed
f(x) if x in [1, 2;
                  ^ unrecognized-token: did not expect to find the token ';'. Did you forget a `]` after `2`?
g(x);
=> f/1 if Binary, g/1

### a list that is not closed before the next rule
f(x) if x in [1, 2
                  | unrecognized-token: `]` is missing here, after `2`. What follows begins another statement: did not expect to find the token 'g'.
g(x) if h(x);
=> f/1 if Binary, g/1 if Call

### a list closed by a parenthesis
f(x) if x in [1, 2);
                  ^ unrecognized-token: did not expect to find the token ')'. What was opened must be closed first: did you forget a `]` after `2`?
g(x);
=> f/1 if Binary, g/1

### no comma in a list
f(x) if x in [1 2];
                ^ unrecognized-token: did not expect to find the token '2'. Did you forget a `,` before `2`?
g(x);
=> f/1 if Binary, g/1

### no comma in a list of strings
f(x) if x in ["a" "b"];
                  ^^^ unrecognized-token: did not expect to find the token 'b'. Did you forget a `,` before `"b"`?
g(x);
=> f/1 if Binary, g/1

### a rest that is not the last
f(x) if x = [*a, 1];
               ^ unrecognized-token: did not expect to find the token ','. `*a` stands for the rest: it must be the last.
g(x);
=> f/1 if Binary, g/1

### a rest of a number
f(x) if x = [1, *2];
                 ^ unrecognized-token: did not expect to find the token '2'. A variable must follow the `*`.
g(x);
=> f/1 if Binary, g/1

### a rest of nothing
f(x) if x = [1, *];
                 ^ unrecognized-token: did not expect to find the token ']'. A variable must follow the `*`.
g(x);
=> f/1 if Binary, g/1

### a rest outside of a list
f(x) if g(*x);
          ^ unrecognized-token: did not expect to find the token '*'. `*rest` stands only at the end of a list `[…]`.
h(x);
=> f/1 if Call, h/1

### a dictionary that is not closed
f(x) if x = {a: 1;
                 ^ unrecognized-token: did not expect to find the token ';'. Did you forget a `}` after `1`?
g(x);
=> f/1 if Binary, g/1

### a dictionary that is not closed before the next rule
f(x) if x = {a: 1
                 | unrecognized-token: `}` is missing here, after `1`. What follows begins another statement: did not expect to find the token 'g'.
g(x) if h(x);
=> f/1 if Binary, g/1 if Call

### a key in quotes
f(x) if x = {"a": 1};
             ^^^ unrecognized-token: did not expect to find the token 'a'. A key is written without quotes: `a: …`.
g(x);
=> f/1 if Binary, g/1

### a key that is a number
f(x) if x = {1: 2};
             ^ unrecognized-token: did not expect to find the token '1'. A key is a name, not a number.
g(x);
=> f/1 if Binary, g/1

### an equals sign in a dictionary
f(x) if x = {a = 1};
               ^ unrecognized-token: did not expect to find the token '='. A key and its value are joined with `:`.
g(x);
=> f/1 if Binary, g/1

### no colon in a dictionary
f(x) if x = {a 1};
               ^ unrecognized-token: did not expect to find the token '1'. Did you forget a `:` before `1`?
g(x);
=> f/1 if Binary, g/1

### no value in a dictionary
f(x) if x = {a: };
                ^ unrecognized-token: did not expect to find the token '}'. A value is missing after `:`.
g(x);
=> f/1 if Binary, g/1

### no comma in a dictionary
f(x) if x = {a: 1 b: 2};
                  ^ unrecognized-token: did not expect to find the token 'b'. Did you forget a `,` before `b`?
g(x);
=> f/1 if Binary, g/1

### the same key twice
f(x) if x = {a: 1, b: 2, a: 3};
                         ^ duplicate-key: Duplicate key: a. Remove one of the two, or rename it.
g(x);
=> f/1 if Binary, g/1

### parentheses that are not closed
f(x) if (x = 1 or y = 2;
                       ^ unrecognized-token: did not expect to find the token ';'. Did you forget a `)` after `2`?
g(x);
=> f/1 if Parentheses, g/1

### parentheses that are not closed before the next rule
f(x) if (x = 1
              | unrecognized-token: `)` is missing here, after `1`. What follows begins another statement: did not expect to find the token 'g'.
g(x) if h(x);
=> f/1 if Parentheses, g/1 if Call

### empty parentheses
f(x) if ();
         ^ unrecognized-token: did not expect to find the token ')'. A value is missing after `(`.
g(x);
=> f/1 if Parentheses, g/1

### a tuple
f(x) if x = (1, 2);
           ^^ unrecognized-token: did not expect to find the token ','. A name is missing before `(`, or a list stands in `[…]`.
g(x);
=> f/1 if Binary, g/1

### brackets closed in the wrong order
f(x) if g([x)];
            ^ unrecognized-token: did not expect to find the token ')'. What was opened must be closed first: did you forget a `]` after `x`?
             ^ unrecognized-token: did not expect to find the token ']'. No bracket is open here: remove it.
h(x);
=> f/1 if Call, h/1

### nothing after a dot
f(x) if x.;
          ^ unrecognized-token: did not expect to find the token ';'. The name of a field must follow the `.`.
g(x);
=> f/1 if Lookup, g/1

### two dots
f(x) if x..y;
          ^ unrecognized-token: did not expect to find the token '.'. The name of a field must follow the `.`.
g(x);
=> f/1 if Lookup, g/1

### a number after a dot
f(x) if x.1;
          ^ unrecognized-token: did not expect to find the token '1'. Lists have no fields: use `in` to go through one.
g(x);
=> f/1 if Lookup, g/1

### a string after a dot
f(x) if x."a";
          ^^^ unrecognized-token: did not expect to find the token 'a'. Write `.("a")` to look up a key by a string.
g(x);
=> f/1 if Lookup, g/1

### an index
f(x) if x["a"] = 1;
         ^ unrecognized-token: did not expect to find the token '['. A key is looked up with `x.("a")`, a member of a list with `in`.
g(x);
=> f/1 if Variable, g/1

### an index after a dot
f(x) if x.["a"] = 1;
          ^ unrecognized-token: did not expect to find the token '['. Write `.("key")` to look up a key.
g(x);
=> f/1 if Lookup, g/1

### a dynamic lookup of an expression
f(x) if x.(1 + 2);
           ^ unrecognized-token: did not expect to find the token '1'. In `.(…)` stands a string or a variable.
g(x);
=> f/1 if Lookup, g/1

### an arrow for a field
f(x) if x->name = "a";
          ^ unrecognized-token: did not expect to find the token '>'. A field is looked up with `.`.
g(x);
=> f/1 if Binary, g/1

### the same key twice, on lines of its own
f(x) if x = {
  a: 1,
  ^^^^^ duplicate-key: Duplicate key: b. Remove one of the two, or rename it.
  b: 2,
  b: 3
};
g(x);
=> f/1 if Binary, g/1

### new without a class, before arguments with names
f(id) if x = new (id: id) and g(x);
                ^^ unrecognized-token: did not expect to find the token ':'. The name of a class is missing after `new`.
g(x);
=> f/1 if And(2), g/1

### new without a class, before no arguments
f(x) if x = new ();
            ^^^^^^ wrong-value-type: Wrong value type: new(). Expected a value. The name of a class is missing after `new`.
g(x);
=> f/1 if Binary, g/1

### a key that is no name
f(x) if x = {"b c": 2};
             ^^^^^ unrecognized-token: did not expect to find the token 'b c'. A key is a name, and this is none: such a key is looked up with `x.("…")`.
g(x);
=> f/1 if Binary, g/1

### a list in braces
f(x) if x in {"a", "b"};
              ^^^ unrecognized-token: did not expect to find the token 'a'. A list is written in brackets: `["a", "b"]`.
g(x);
=> f/1 if Binary, g/1

### numbers in braces
f(x) if x = {1, 2.5};
             ^ unrecognized-token: did not expect to find the token '1'. A list is written in brackets: `[1, 2.5]`.
g(x);
=> f/1 if Binary, g/1

### an object of Cloud after matches
f(x) if x matches User{"a"} and g(x);
                       ^^^ unrecognized-token: did not expect to find the token 'a'. In Oso Cloud an object is compared with `=`, as in `x = User{"a"}`; a pattern of the library has fields: `User{name: …}`.
g(x);
=> f/1 if And(2), g/1

### an object of Cloud with a number
f(x) if x matches User{3};
                       ^ unrecognized-token: did not expect to find the token '3'. In Oso Cloud an object is compared with `=`, as in `x = User{3}`; a pattern of the library has fields: `User{name: …}`.
g(x);
=> f/1 if Matches, g/1

### an object of Cloud after a lookup
f(x) if x.y matches User{"a"};
                         ^^^ unrecognized-token: did not expect to find the token 'a'. In Oso Cloud an object is compared with `=`, as in `user = User{"a"}`; a pattern of the library has fields: `User{name: …}`.
g(x);
=> f/1 if Matches, g/1
