### parameters that are not closed
f(x, y if g(x);
       ^^ unrecognized-token: did not expect to find the token 'if'. Did you forget a `)` after `y`?
h(x);
=> f/2 if Call, h/1

### parameters that are not closed, and no if
f(x, y;
      ^ unrecognized-token: did not expect to find the token ';'. Did you forget a `)` after `y`?
h(x);
=> f/2, h/1

### parameters that are not closed, and a new line
f(x
   | unrecognized-token: `)` is missing here, after `x`. What follows begins another statement: did not expect to find the token 'g'.
g(x) if h(x);
=> f/1, g/1 if Call

### a comma at the end of the parameters
f(x, y,);
       ^ unrecognized-token: did not expect to find the token ')'. Remove the `,` before it.
g(x);
=> f/3, g/1

### two commas
f(x,, y);
    ^ unrecognized-token: did not expect to find the token ','. A value is missing before the `,`: or remove it.
g(x);
=> f/3, g/1

### a comma at the start
f(, x);
  ^ unrecognized-token: did not expect to find the token ','. A value is missing before the `,`: or remove it.
g(x);
=> f/2, g/1

### no comma between parameters
f(x y);
    ^ unrecognized-token: did not expect to find the token 'y'. Did you forget a `,` or `:` before `y`?
g(x);
=> f/1, g/1

### a type before its variable
f(User user);
       ^^^^ unrecognized-token: did not expect to find the token 'user'. The type of a parameter stands after it: `user: User`.
g(x);
=> f/1, g/1

### a value with a type
f("x": String);
     ^ unrecognized-token: did not expect to find the token ':'. Only a variable can have a type: `name: Type`.
g(x);
=> f/1, g/1

### a parameter without a type after its colon
f(x: ) if g(x);
     ^ unrecognized-token: did not expect to find the token ')'. A class or a pattern must follow `:`.
h(x);
=> f/1 if Call, h/1

### an equals sign for a type
f(x = User) if g(x);
    ^ unrecognized-token: did not expect to find the token '='. A type stands after `:`, as in `x: User`; a condition after `if`.
h(x);
=> f/1 if Call, h/1

### a comparison as a parameter
f(x > 1);
    ^ unrecognized-token: did not expect to find the token '>'. A parameter is a value: put the condition after `if`.
g(x);
=> f/1, g/1

### a condition as a parameter
f(x in [1, 2]);
  ^^^^^^^^^^^ wrong-value-type: Wrong value type: x in [1, 2]. Expected a value. Put the condition after `if`.
g(x);
=> f/1, g/1

### a call as a parameter
f(g(x));
  ^^^^ wrong-value-type: Wrong value type: g(x). Expected a value. Put the condition after `if`.
h(x);
=> f/1, h/1

### a call as a type
f(x: g(1));
      ^ unrecognized-token: did not expect to find the token '('. The fields of a pattern stand in braces: `g{…}`.
h(x);
=> f/1, h/1

### a type with a dot
f(x: models.User);
           ^ unrecognized-token: did not expect to find the token '.'. Names are joined with `::`, not with `.`.
g(x);
=> f/1, g/1

### two types
f(x: User | Group);
          ^ unrecognized-token: did not expect to find the token '|'. A parameter has one type: write a rule for each.
g(x);
=> f/1, g/1

### a pattern without a variable
f(User{name: "x"});
      ^ unrecognized-token: did not expect to find the token '{'. Patterns stand after `matches` or a parameter's `:`; an object is `new User(…)`, or in Cloud `User{"…"}`.
g(x);
=> f/1, g/1

### new in a type
f(x: new User());
     ^^^ reserved-word: new is a reserved Polar word and cannot be used here. A pattern is written without `new`: `Class{field: value}`.
g(x);
=> f/1, g/1

### a reserved word as a parameter
f(in, x);
  ^^ unrecognized-token: did not expect to find the token ','. A value is missing before `in`.
g(x);
=> f/2, g/1

### a keyword as a variable
f(type) if type = 1;
  ^^^^ unrecognized-token: did not expect to find the token 'type'. `type` is a word of the language: choose another name.
           ^^^^ unrecognized-token: did not expect to find the token 'type'. `type` is a word of the language: choose another name.
g(x);
=> f/0 if Variable, g/1

### a pattern that is not closed
f(x: User{name: "a") if g(x);
                   ^ unrecognized-token: did not expect to find the token ')'. What was opened must be closed first: did you forget a `}` after `"a"`?
h(x);
=> f/1 if Call, h/1

### an equals sign in a pattern
f(x: User{name = "a"});
               ^ unrecognized-token: did not expect to find the token '='. A key and its value are joined with `:`.
g(x);
=> f/1, g/1

### quotes around a key
f(x: {"name": "a"});
      ^^^^^^ unrecognized-token: did not expect to find the token 'name'. A key is written without quotes: `name: …`.
g(x);
=> f/1, g/1

### a condition in a pattern
f(x: {age: > 18});
           ^ unrecognized-token: did not expect to find the token '>'. A pattern holds values, not comparisons: compare after `if`.
g(x);
=> f/1, g/1

### a call in a pattern
f(x: {name: g(1)});
             ^ unrecognized-token: did not expect to find the token '('. A pattern can't hold a call: put the condition after `if`.
h(x);
=> f/1, h/1

### a closing bracket for a parenthesis
f(x] if g(x);
   ^ unrecognized-token: did not expect to find the token ']'. What was opened must be closed first: did you forget a `)` after `x`?
h(x);
=> f/1 if Call, h/1

### square brackets for parameters
f[x] if g(x);
 ^ unrecognized-token: did not expect to find the token '['. After the name come its parameters in parentheses: `f(…)`.
h(x);
=> f/0 if Call, h/1

### the same key twice in a pattern
f(x: User{name: "a", name: "b"});
                     ^^^^ duplicate-key: Duplicate key: name. Remove one of the two, or rename it.
g(x);
=> f/1, g/1

### a class with parameters
f(x: List<User>) if g(x);
         ^ unrecognized-token: did not expect to find the token '<'. A class has no parameters of its own: write `x: List`.
h(x);
=> f/1 if Call, h/1

### a head left unfinished
f(x: User, "read", res
                      | unrecognized-token: `)` is missing here, after `res`. What follows begins another statement: did not expect to find the token 'g'.
g(1);
=> f/3, g/1

### a space that is none in a head
f(x, y z);
       ^ unrecognized-token: did not expect to find the token 'z'. Did you forget a `,` or `:` before `z`?
g(x);
=> f/2, g/1

### a head whose parenthesis is missing
allow user: User, "read", repo: Repo) if user = repo;
     ^^^^^ unrecognized-token: did not expect to find the token ':'. Did you forget a `(` after `allow`?
f(x);
=> allow/3 if Binary, f/1

### a name is missing before parentheses
f(x) if (x, "a") and g(x);
       ^^ unrecognized-token: did not expect to find the token ','. A name is missing before `(`, or a list stands in `[…]`.
=> f/1 if And(2)

### a field is missing
f(x) if x. and g(x);
          ^^^^ unrecognized-token: did not expect to find the token 'g'. The name of a field is missing after the `.`.
=> f/1 if Lookup

### a value is missing before in
f(x) if  in x.y and g(x);
       ^^^^ unrecognized-token: did not expect to find the token 'x'. A value is missing before `in`.
=> f/1 if And(2)

### an object of Cloud as a pattern
f(x: User{"a"}) if g(x);
          ^^^ unrecognized-token: did not expect to find the token 'a'. In Oso Cloud an object stands alone, as `User{"a"}`; a pattern of the library has fields: `User{name: …}`.
g(x);
=> f/1 if Call, g/1

### values in braces as a pattern
f(x: {"a", "b"});
      ^^^ unrecognized-token: did not expect to find the token 'a'. A list is written in brackets: `["a", "b"]`.
g(x);
=> f/1, g/1
