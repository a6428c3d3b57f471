### a comma between conditions
f(x) if g(x), h(x);
            ^ unrecognized-token: did not expect to find the token ','. Conditions are joined with `and`, not with `,`.
i(x);
=> f/1 if Call, i/1

### two conditions side by side
f(x) if g(x) h(x);
             ^ unrecognized-token: did not expect to find the token 'h'. Did you forget `and`, `or` or `;` before `h`?
i(x);
=> f/1 if Call, i/1

### two words side by side
f(x) if x y;
          ^ unrecognized-token: did not expect to find the token 'y'. Did you forget `and`, `or` or `;` before `y`?
g(x);
=> f/1 if Variable, g/1

### and at the start
f(x) if and g(x);
        ^^^ unrecognized-token: did not expect to find the token 'and'. A condition is missing after `if`.
h(x);
=> f/1 if And(2), h/1

### and at the end
f(x) if g(x) and;
                ^ unrecognized-token: did not expect to find the token ';'. A condition is missing after `and`.
h(x);
=> f/1 if And(2), h/1

### and twice
f(x) if g(x) and and h(x);
                 ^^^ unrecognized-token: did not expect to find the token 'and'. A condition is missing after `and`.
i(x);
=> f/1 if And(3), i/1

### ampersands
f(x) if g(x) && h(x);
             ^^ invalid-token-character: '&' is not a valid character. Found in the text. Conditions are joined with `and`.
i(x);
=> f/1 if And(2), i/1

### bars
f(x) if g(x) || h(x);
             ^ unrecognized-token: did not expect to find the token '|'. Alternatives are joined with `or`.
i(x);
=> f/1 if Call, i/1

### an exclamation mark
f(x) if !g(x);
        ^ unrecognized-token: did not expect to find the token '!'. A condition is negated with `not`.
h(x);
=> f/1 if Variable, h/1

### not after an equals sign
f(x) if x = not y;
            ^^^ unrecognized-token: did not expect to find the token 'not'. `not` stands before the whole condition: `not x = y`.
g(x);
=> f/1 if Binary, g/1

### not twice
f(x) if not not g(x);
            ^^^ unrecognized-token: did not expect to find the token 'not'. `not` can't follow `not`: write `not (not …)`, or neither.
h(x);
=> f/1 if Not, h/1

### not without and
f(x) if g(x) not h(x);
             ^^^ unrecognized-token: did not expect to find the token 'not'. Did you forget `and` before `not`?
i(x);
=> f/1 if Call, i/1

### nothing after not
f(x) if not;
           ^ unrecognized-token: did not expect to find the token ';'. A condition is missing after `not`.
g(x);
=> f/1 if Not, g/1

### a value that is not a condition
f(x) if not 1;
            ^ wrong-value-type: Wrong value type: 1. Expected a logical expression. After `not` stands a condition, such as `x = 1`.
g(x);
=> f/1 if Not, g/1

### a number in a conjunction
f(x) if g(x) and 1;
                 ^ wrong-value-type: Wrong value type: 1. Expected a logical expression. A value alone is neither true nor false: compare it, as in `x = 1`.
h(x);
=> f/1 if And(2), h/1

### a string as a condition
f(x) if "yes" or g(x);
        ^^^^^ wrong-value-type: Wrong value type: "yes". Expected a logical expression. A value alone is neither true nor false: compare it, as in `x = "yes"`.
h(x);
=> f/1 if Or(2), h/1

### a list as a condition
f(x) if [1] and g(x);
        ^^^ wrong-value-type: Wrong value type: [1]. Expected a logical expression. A value alone is neither true nor false: compare it, as in `x in [1]`.
h(x);
=> f/1 if And(2), h/1

### a sum as a condition
f(x) if x + 1 and g(x);
        ^^^^^ wrong-value-type: Wrong value type: x + 1. Expected a logical expression. A value alone is neither true nor false: compare it, as in `x + 1 > 0`.
h(x);
=> f/1 if And(2), h/1

### a condition as a value
f(x) if x = (y and z);
             ^^^^^^^ wrong-value-type: Wrong value type: y and z. Expected a value. A condition gives no value: let it stand by itself.
g(x);
=> f/1 if Binary, g/1

### a comparison of comparisons
f(x) if 1 < x < 3;
        ^^^^^ wrong-value-type: Wrong value type: 1 < x. Expected a value. Write two conditions: `1 < x and x < 3`.
g(x);
=> f/1 if Binary, g/1

### two unifications
f(x) if x = y = z;
        ^^^^^ wrong-value-type: Wrong value type: x = y. Expected a value. Write two conditions: `x = y and y = z`.
g(x);
=> f/1 if Binary, g/1

### a membership compared
f(x) if x in y > 0;
        ^^^^^^ wrong-value-type: Wrong value type: x in y. Expected a value. Write two conditions: `x in y and y > 0`.
g(x);
=> f/1 if Binary, g/1

### a call compared
f(x) if g(x) = true;
        ^^^^ wrong-value-type: Wrong value type: g(x). Expected a value. A rule gives no value back: bind a variable with it, as in `g(…, result)`, and use that.
h(x);
=> f/1 if Binary, h/1

### a field of a call
f(x) if g(x).name = "a";
        ^^^^ wrong-value-type: Wrong value type: g(x). Expected a value. A rule gives no value back: bind a variable with it, as in `g(…, result)`, and use that.
h(x);
=> f/1 if Binary, h/1

### a condition as an argument
f(x) if g(x = 1);
          ^^^^^ wrong-value-type: Wrong value type: x = 1. Expected a value. An argument with a name is written `x: 1`.
h(x);
=> f/1 if Call, h/1

### a condition in a list
f(x) if x in [y > 1, 2];
                ^ unrecognized-token: did not expect to find the token '>'. The elements of a list are values, not conditions.
g(x);
=> f/1 if Binary, g/1

### a condition in a dictionary
f(x) if x = {a: g(x)};
                ^^^^ wrong-value-type: Wrong value type: g(x). Expected a value. A rule gives no value back: bind a variable with it, as in `g(…, result)`, and use that.
h(x);
=> f/1 if Binary, h/1

### cut as a value
f(x) if x = cut;
            ^^^ wrong-value-type: Wrong value type: cut. Expected a value. Join it to the other conditions with `and`.
g(x);
=> f/1 if Binary, g/1

### forall of a value
f(x) if forall(1, g(x));
               ^ wrong-value-type: Wrong value type: 1. Expected a logical expression. A value alone is neither true nor false: compare it, as in `x = 1`.
h(x);
=> f/1 if Forall, h/1

### forall of one thing
f(x) if forall(x in [1, 2]);
                          ^ unrecognized-token: did not expect to find the token ')'. It takes a condition and an action: `forall(condition, action)`.
g(x);
=> f/1 if Forall, g/1

### forall without parentheses
f(x) if forall x in [1];
               ^ unrecognized-token: did not expect to find the token 'x'. It takes a condition and an action: `forall(condition, action)`.
g(x);
=> f/1 if Forall, g/1

### print without parentheses
f(x) if print x;
              ^ unrecognized-token: did not expect to find the token 'x'. What to print stands in parentheses: `print(…)`.
g(x);
=> f/1 if Print, g/1

### three equals signs
f(x) if x === 1;
            ^ unrecognized-token: did not expect to find the token '='. Write `==`.
g(x);
=> f/1 if Binary, g/1

### less or equal the wrong way round
f(x) if x =< 1;
           ^ unrecognized-token: did not expect to find the token '<'. Write `<=`.
g(x);
=> f/1 if Binary, g/1

### greater or equal the wrong way round
f(x) if x => 1;
           ^ unrecognized-token: did not expect to find the token '>'. Write `>=`.
g(x);
=> f/1 if Binary, g/1

### unequal in another language
f(x) if x <> 1;
           ^ unrecognized-token: did not expect to find the token '>'. Write `!=`.
g(x);
=> f/1 if Binary, g/1

### an assignment to a field
f(x) if x.y := 1;
            ^^ unrecognized-token: did not expect to find the token ':='. Only a variable can be assigned: compare with `=` or `==`.
g(x);
=> f/1 if Lookup, g/1

### an assignment to a number
f(x) if 1 := x;
          ^^ unrecognized-token: did not expect to find the token ':='. Only a variable can be assigned: compare with `=` or `==`.
g(x);
=> f/1 if IntegerLiteral, g/1

### nothing after an equals sign
f(x) if x = ;
            ^ unrecognized-token: did not expect to find the token ';'. A value is missing after `=`.
g(x);
=> f/1 if Binary, g/1

### nothing before an equals sign
f(x) if = 1;
        ^ unrecognized-token: did not expect to find the token '='. A condition is missing after `if`.
g(x);
=> f/1 if Binary, g/1

### nothing after plus
f(x) if x = 1 + ;
                ^ unrecognized-token: did not expect to find the token ';'. A value is missing after `+`.
g(x);
=> f/1 if Binary, g/1

### a sign before a variable
f(x) if x = -y;
             ^ unrecognized-token: did not expect to find the token 'y'. A sign stands before a number only: write `0 - y`.
g(x);
=> f/1 if Binary, g/1

### a type in a condition
f(x) if x: User;
         ^ unrecognized-token: did not expect to find the token ':'. In a condition, a type is checked with `x matches …`.
g(x);
=> f/1 if Variable, g/1

### a pattern in a condition
f(x) if x = User{name: "a"};
                ^ unrecognized-token: did not expect to find the token '{'. Patterns stand after `matches` or a parameter's `:`; an object is `new User(…)`, or in Cloud `User{"…"}`.
g(x);
=> f/1 if Binary, g/1

### a call after matches
f(x) if x matches User("a");
                      ^ unrecognized-token: did not expect to find the token '('. The fields of a pattern stand in braces: `User{…}`.
g(x);
=> f/1 if Matches, g/1

### nothing after matches
f(x) if x matches;
                 ^ unrecognized-token: did not expect to find the token ';'. A class or a pattern must follow `matches`.
g(x);
=> f/1 if Matches, g/1

### new after matches
f(x) if x matches new User();
                  ^^^ reserved-word: new is a reserved Polar word and cannot be used here. A pattern is written without `new`: `Class{field: value}`.
g(x);
=> f/1 if Matches, g/1

### isa
f(x) if x isa User;
          ^^^ unrecognized-token: did not expect to find the token 'isa'. A type is checked with `matches`.
g(x);
=> f/1 if Variable, g/1

### is
f(x) if x is User;
          ^^ unrecognized-token: did not expect to find the token 'is'. A type is checked with `matches`; values are compared with `=`.
g(x);
=> f/1 if Variable, g/1

### a reserved word as a variable
f(x) if debug = 1;
              ^ unrecognized-token: did not expect to find the token '='. `debug` is a word of the language: choose another name.
g(x);
=> f/1 if Binary, g/1

### mod as a function
f(x) if x = mod(3, 2);
            ^^^ unrecognized-token: did not expect to find the token 'mod'. It stands between two numbers: `x mod y`.
               ^ unrecognized-token: did not expect to find the token ','. A name is missing before `(`, or a list stands in `[…]`.
g(x);
=> f/1 if Binary, g/1

### a type as a value
f(x) if x = type;
            ^^^^ unrecognized-token: did not expect to find the token 'type'. `type` is a word of the language: choose another name.
g(x);
=> f/1 if Binary, g/1

### a question
f(x) if x ? 1 : 2;
           | invalid-token-character: ' ' is not a valid character. Found in ?=. A `?` ends a name, or begins a query: `?=`.
g(x);
=> f/1 if Variable, g/1

### two errors in one rule
f(x) if g(, x) and h(y z) and i(x);
          ^ unrecognized-token: did not expect to find the token ','. A value is missing before the `,`: or remove it.
                       ^ unrecognized-token: did not expect to find the token 'z'. Did you forget a `,` before `z`?
j(x);
=> f/1 if And(3), j/1

### an error in each of three rules
f(x) if g(x,);
            ^ unrecognized-token: did not expect to find the token ')'. Remove the `,` before it.
g(x) if h(x;
           ^ unrecognized-token: did not expect to find the token ';'. Did you forget a `)` after `x`?
h(x) if = 1;
        ^ unrecognized-token: did not expect to find the token '='. A condition is missing after `if`.
i(x);
=> f/1 if Call, g/1 if Call, h/1 if Binary, i/1

### a comparison with one of two values
f(x) if x.role = "admin" or "owner";
                            ^^^^^^^ wrong-value-type: Wrong value type: "owner". Expected a logical expression. To compare with several values, write `x.role in ["admin", "owner"]`.
g(x);
=> f/1 if Or(2), g/1

### a sum as an operand
f(x) if x + 1 or g(x);
        ^^^^^ wrong-value-type: Wrong value type: x + 1. Expected a logical expression. A value alone is neither true nor false: compare it, as in `x + 1 > 0`.
h(x);
=> f/1 if Or(2), h/1

### a string that lacks its first quote
f(x) if x = abc";
            ^^^^ invalid-token-character: '\n' is not a valid character. Found in ;. Did you forget a `"` before `abc`?
g(x) if x = abc" or x = "def" or x = "ghi";
            ^^^^ unrecognized-token: did not expect to find the token 'abc'. Did you forget a `"` before `abc`?
h(x);
=> f/1 if Binary, g/1 if Or(3), h/1

### a condition among the parameters, and no closing parenthesis
allow(actor, action,
  has_permission(actor, action, resource);
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ wrong-value-type: Wrong value type: has_permission(actor, action, resource). Expected a value. Put the condition after `if`.
                                         ^ unrecognized-token: did not expect to find the token ';'. Did you forget a `)` after `has_permission(actor, action, resource)`?
g(x);
=> allow/3, g/1

### a condition among parameters, and another
has_role(user: User, name: String,
  role in user.roles and
  ^^^^^^^^^^^^^^^^^^ wrong-value-type: Wrong value type: role in user.roles. Expected a value. Put the condition after `if`.
                     ^^^ unrecognized-token: did not expect to find the token 'and'. A parameter is a value: put the condition after `if`.
  role.name = name;
g(x);
=> has_role/3, g/1

### ampersands and an exclamation mark
f(x) if g(x) && !h(x);
             ^^ invalid-token-character: '&' is not a valid character. Found in the text. Conditions are joined with `and`.
                ^ unrecognized-token: did not expect to find the token '!'. A condition is negated with `not`.
i(x);
=> f/1 if And(2), i/1

### else
f(x) if x.a else x.b;
            ^^^^ unrecognized-token: did not expect to find the token 'else'. There is no `else`: join alternatives with `or`, or write a rule for each.
g(x);
=> f/1 if Lookup, g/1

### a condition in braces
f(x) if (x.a) { x.b };
              ^ unrecognized-token: did not expect to find the token '{'. Conditions are joined with `and`, and not put in braces.
g(x);
=> f/1 if Parentheses, g/1

### return
f(x) if return x.a;
               ^ unrecognized-token: did not expect to find the token 'x'. There is no `return`: after `if` stand conditions alone. Remove it.
g(x);
=> f/1 if Variable, g/1

### words in capitals
f(x) if g(x) AND h(x);
             ^^^ unrecognized-token: did not expect to find the token 'AND'. Did you mean `and`?
f(x) if g(x) OR h(x);
             ^^ unrecognized-token: did not expect to find the token 'OR'. Did you mean `or`?
i(x);
=> f/1 if Call, f/1 if Call, i/1

### unless
f(x) if g(x) unless h(x);
             ^^^^^^ unrecognized-token: did not expect to find the token 'unless'. Write `and not`.
i(x);
=> f/1 if Call, i/1

### is not
f(x) if x is not nil;
          ^^ unrecognized-token: did not expect to find the token 'is'. Values are compared with `=` and `!=`; a type is checked with `not … matches …`.
g(x);
=> f/1 if Variable, g/1

### not before in
f(x) if x not in [1, 2];
          ^^^ unrecognized-token: did not expect to find the token 'not'. `not` stands before the whole condition: `not x in …`.
g(x);
=> f/1 if Variable, g/1

### not before an equals sign
f(x) if x not = 1;
          ^^^ unrecognized-token: did not expect to find the token 'not'. Write `!=`.
g(x);
=> f/1 if Variable, g/1

### matches left unfinished
f(x) if x matches
                 | unrecognized-token: `;` is missing here: the statement is not finished. A class or a pattern must follow `matches`, without parentheses. What follows begins another statement: did not expect to find the token '('.
g(1);
=> f/1 if Matches, g/1

### a space that is none
f(x) if g(x) and h(x);
            ^^^^ unrecognized-token: did not expect to find the token ' and'. There is an invisible character in it (U+00A0), which counts as a letter: replace it by a space.
i(x);
=> f/1 if Call, i/1

### curly quotes around two words
f(x) if x = “two words”;
                 ^^^^^^ unrecognized-token: did not expect to find the token 'words”'. Strings are written in straight double quotes: `"…"`.
g(x);
=> f/1 if Binary, g/1

### match
f(x) if x match User;
          ^^^^^ unrecognized-token: did not expect to find the token 'match'. Write `matches`.
g(x);
=> f/1 if Variable, g/1

### an increment
f(x) if x++;
           ^ unrecognized-token: did not expect to find the token ';'. A number is missing after `+`.
g(x);
=> f/1 if Binary, g/1

### let
f(x) if let y = x.a;
            ^ unrecognized-token: did not expect to find the token 'y'. There is no `let`: after `if` stand conditions alone. Remove it.
g(x);
=> f/1 if Variable, g/1

### cut with parentheses
f(x) if g(x) and cut();
                    ^ unrecognized-token: did not expect to find the token '('. `cut` takes no parentheses: write `cut` alone.
g(x);
=> f/1 if And(2), g/1

### true with parentheses
f(x) if not true(x);
                ^ unrecognized-token: did not expect to find the token '('. `true` takes no parentheses: write `true` alone.
g(x);
=> f/1 if Not, g/1

### a field that is missing before and
f(x, p) if x in p. and (x = 1);
                  ^^^^ wrong-value-type: Wrong value type: x = 1. Expected a value. The name of a field is missing after the `.`.
g(x);
=> f/2 if Binary, g/1

### a field that is missing before or
f(x) if x.a. or (x = 1 and g(x));
            ^^^ wrong-value-type: Wrong value type: x = 1 and g(x). Expected a value. The name of a field is missing after the `.`.
g(x);
=> f/1 if MethodCall, g/1

### a field that is missing before matches, and a call
f(x) if x. matches (g(x), h(x));
          ^^^^^^^^ wrong-value-type: Wrong value type: g(x). Expected a value. The name of a field is missing after the `.`.
g(x);
=> f/1 if MethodCall, g/1

### conditions in braces
f(user, post) if { user.id = post.author };
                       ^ unrecognized-token: did not expect to find the token '.'. A condition is not put in braces: take `{` and `}` away.
h(user) if user.x = 1 and not { g(user) };
                                 ^ unrecognized-token: did not expect to find the token '('. A condition is not put in braces: take `{` and `}` away.
g(x);
=> f/2 if Dictionary, h/1 if And(2), g/1
