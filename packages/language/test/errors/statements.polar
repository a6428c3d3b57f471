### a bare word
allow
     | unrecognized-token: `;` is missing here: the statement is not finished. `allow` alone says nothing: write `allow(…);` for a rule, or remove it. What follows begins another statement: did not expect to find the token '('.
f(x) if g(x);
=> nothing, f/1 if Call

### a bare word before a block
foo
   | unrecognized-token: `;` is missing here: the statement is not finished. `foo` alone says nothing: write `foo(…);` for a rule, or remove it. What follows begins another statement: did not expect to find the token 'Repo'.
resource Repo {}
=> nothing, resource Repo{0}

### words at the top
this is not a policy
        ^^^ unrecognized-token: did not expect to find the token 'not'. A statement is a rule, `name(…) if …;`, or a block, `resource Name { … }`.
f(x);
=> this is{0}, f/1

### a stray closing brace
f(x);
}
^ unrecognized-token: did not expect to find the token '}'. No block is open here: remove it.
g(x);
=> f/1, nothing, g/1

### a closing parenthesis after alternatives: which are meant is not ours to say
f(x) if g(x) and h(x) or i(x)) and j(x);
                             ^ unrecognized-token: did not expect to find the token ')'. No bracket is open here: open one where the alternatives begin, or remove this one.
g(x);
=> f/1 if Or(2), g/1

### a stray closing parenthesis
f(x));
    ^ unrecognized-token: did not expect to find the token ')'. No bracket is open here: remove it.
g(x);
=> f/1, g/1

### a semicolon too many
f(x);;
     ^ unrecognized-token: did not expect to find the token ';'. Remove it: what stands before it is complete, and a block ends with its `}`.
g(x);
=> f/1, nothing, g/1

### a semicolon after a block
actor User {};
             ^ unrecognized-token: did not expect to find the token ';'. Remove it: what stands before it is complete, and a block ends with its `}`.
f(x);
=> actor User{0}, nothing, f/1

### a rule that ends too early
f(x) if g(x);
  and h(x);
  ^^^ unrecognized-token: did not expect to find the token 'and'. If the rule above goes on here, remove the `;` at its end.
i(x);
=> f/1 if Call, nothing, i/1

### a rule that begins with if
if f(x);
^^ unrecognized-token: did not expect to find the token 'if'. A rule starts with its head, as in `allow(actor, action, resource) if …;`.
g(x);
=> nothing, g/1

### a number as a statement
42;
^^ unrecognized-token: did not expect to find the token '42'. A statement starts with a name: `name(…) if …;` or `resource Name { … }`.
f(x);
=> nothing, f/1

### a string as a statement
"hello";
^^^^^^^ unrecognized-token: did not expect to find the token 'hello'. A statement starts with a name: `name(…) if …;` or `resource Name { … }`.
f(x);
=> nothing, f/1

### a shorthand outside of a block
"read" if "reader";
^^^^^^ unrecognized-token: did not expect to find the token 'read'. Shorthand rules stand in a block: `resource Name { … }`.
f(x);
=> nothing, f/1

### a declaration outside of a block
roles = ["reader"];
      ^ unrecognized-token: did not expect to find the token '='. Declarations stand in a block: `resource Name { roles = … }`.
f(x);
=> roles/0, f/1

### a condition as a statement
x = 1;
  ^ unrecognized-token: did not expect to find the token '='. A condition can't stand alone: put it into a rule, or ask it with `?= x = …;`.
f(x);
=> x/0, f/1

### a comment of another language
// allow everything
^ unrecognized-token: did not expect to find the token '/'. Comments start with `#`.
allow(_, _, _);
=> nothing, allow/3

### a block comment of another language
/* allow everything */
^ unrecognized-token: did not expect to find the token '/'. Comments start with `#`.
allow(_, _, _);
=> nothing, allow/3

### a reserved word as the name of a rule
in(x);
^^ reserved-word: in is a reserved Polar word and cannot be used here. `in` is a word of the language: choose another name for the rule.
f(x);
=> nothing, f/1

### a rule named type
type(x) if g(x);
    ^ unrecognized-token: did not expect to find the token '('. `type` is a word of the language: choose another name for the rule.
f(x);
=> /1 if Call, f/1

### a rule named print
print(x) if g(x);
^^^^^ unrecognized-token: did not expect to find the token 'print'. `print` is a word of the language: choose another name for the rule.
f(x);
=> nothing, f/1

### a method as a rule
user.is_admin(x) if x;
    ^ unrecognized-token: did not expect to find the token '.'. A rule's name has no `.` in it: write `::` or `_`.
f(x);
=> user/1 if Variable, f/1

### a rule in Prolog's way
f(X) :- g(X).
     ^ unrecognized-token: did not expect to find the token ':'. The condition of a rule starts with `if`, not with `:-`.
h(x);
=> f/1, h/1

### a fact in Prolog's way
f(1).
    ^ unrecognized-token: did not expect to find the token '.'. A statement ends with `;`, not with `.`.
h(x);
=> f/1, h/1

### a rule with an arrow
f(x) => g(x);
     ^ unrecognized-token: did not expect to find the token '='. The condition of a rule starts with `if`, not with an arrow.
h(x);
=> f/1, h/1

### a rule with when
f(x) when g(x);
     ^^^^ unrecognized-token: did not expect to find the token 'when'. The condition of a rule starts with `if`, not with `when`.
h(x);
=> f/1, h/1

### a rule with a body in braces
f(x) { g(x); }
     ^ unrecognized-token: did not expect to find the token '{'. The condition of a rule is not in braces: write `if …;`.
h(x);
=> f/1, h/1

### a rule without parameters
allow if true;
      ^^ unrecognized-token: did not expect to find the token 'if'. After the name come its parameters in parentheses: `allow(…)`.
f(x);
=> allow/0 if BooleanLiteral, f/1

### a rule with its condition but no if
f(x) g(x);
     ^ unrecognized-token: did not expect to find the token 'g'. Did you forget `if` after `f(x)`?
h(x);
=> f/1, h/1

### a colon instead of if
f(x): g(x);
    ^ unrecognized-token: did not expect to find the token ':'. The condition of a rule starts with `if`, not with `:`.
h(x);
=> f/1, h/1

### nothing after if
f(x) if;
       ^ unrecognized-token: did not expect to find the token ';'. A condition is missing after `if`.
g(x);
=> f/1 if Variable, g/1

### the file ends after if
f(x) if
       | unrecognized-eof: hit the end of the file unexpectedly. Did you forget a semi-colon? A condition is missing after `if`.
=> f/1 if Variable

### the file ends in the head
f(x
   | unrecognized-eof: hit the end of the file unexpectedly. Did you forget a semi-colon? A `)` is missing after `x`.
=> f/1

### the file ends in the name
f(x);
allow
     | unrecognized-eof: hit the end of the file unexpectedly. Did you forget a semi-colon? `allow` alone says nothing: write `allow(…);` for a rule, or remove it.
=> f/1, nothing

### the file ends without a semicolon
f(x) if g(x)
            | unrecognized-eof: hit the end of the file unexpectedly. Did you forget a semi-colon after `g(x)`?
=> f/1 if Call

### a missing semicolon
f(x) if g(x)
            | unrecognized-token: `;` is missing here, after `g(x)`. What follows begins another statement: did not expect to find the token 'h'.
h(x);
=> f/1 if Call, h/1

### a missing semicolon before a block
f(x) if g(x)
            | unrecognized-token: `;` is missing here, after `g(x)`. What follows begins another statement: did not expect to find the token 'resource'.
resource Repo {
  roles = ["a"];
}
=> f/1 if Call, resource Repo{1}

### a missing semicolon before a rule type
f(x)
    | unrecognized-token: `;` is missing here, after `f(x)`. What follows begins another statement: did not expect to find the token 'type'.
type g(x);
=> f/1, type g/1

### a missing semicolon after a head
f(x)
    | unrecognized-token: `;` is missing here, after `f(x)`. What follows begins another statement: did not expect to find the token 'g'.
g(x) if h(x);
=> f/1, g/1 if Call

### a missing semicolon, and the next rule has an if
f(x) if g(x)
            | unrecognized-token: `;` is missing here, after `g(x)`. What follows begins another statement: did not expect to find the token 'h'.
h(x) if i(x);
=> f/1 if Call, h/1 if Call

### a condition left unfinished
f(x) if g(x) and
                | unrecognized-token: `;` is missing here: the statement is not finished. A condition is missing after `and`. What follows begins another statement: did not expect to find the token 'if'.
h(x) if i(x);
=> f/1 if And(2), h/1 if Call

### a condition left unfinished before a block
f(x) if g(x) and
                | unrecognized-token: `;` is missing here: the statement is not finished. A condition is missing after `and`. What follows begins another statement: did not expect to find the token 'Repo'.
resource Repo {
  roles = ["a"];
}
=> f/1 if And(2), resource Repo{1}

### if left unfinished
f(x) if
       | unrecognized-token: `;` is missing here: the statement is not finished. A condition is missing after `if`. What follows begins another statement: did not expect to find the token 'if'.
g(x) if h(x);
=> f/1 if Variable, g/1 if Call

### a lookup left unfinished
f(x) if x.
          | unrecognized-token: `;` is missing here: the statement is not finished. The name of a field must follow the `.`. What follows begins another statement: did not expect to find the token 'if'.
g(x) if h(x);
=> f/1 if Lookup, g/1 if Call

### an operator left unfinished
f(x) if x =
           | unrecognized-token: `;` is missing here: the statement is not finished. A value is missing after `=`. What follows begins another statement: did not expect to find the token 'if'.
g(x) if h(x);
=> f/1 if Binary, g/1 if Call

### two ifs
f(x) if g(x) if h(x);
             ^^ unrecognized-token: did not expect to find the token 'if'. A rule has one `if`: join the conditions with `and`, or end the rule before with `;`.
i(x);
=> f/1 if Call, i/1

### a rule type with a condition
type f(x: String) if x;
                  ^^ unrecognized-token: did not expect to find the token 'if'. A rule type has no condition: remove it, or the word `type`.
g(x);
=> type f/1, g/1

### a rule type of nothing
type f;
      ^ unrecognized-token: did not expect to find the token ';'. After the name come its parameters in parentheses: `f(…)`.
g(x);
=> type f/0, g/1

### a query without a condition
?= ;
   ^ unrecognized-token: did not expect to find the token ';'. A condition is missing after `?=`.
f(x);
=> ?=, f/1

### a query that is not closed
?= f(x)
       | unrecognized-token: `;` is missing here, after `f(x)`. What follows begins another statement: did not expect to find the token 'g'.
g(x);
=> ?=, g/1

### a question mark for a query
? f(x);
 | invalid-token-character: ' ' is not a valid character. Found in ?=. A `?` ends a name, or begins a query: `?=`.
g(x);
=> f/1, g/1

### declare without types (cloud)
declare f;
         ^ unrecognized-token: did not expect to find the token ';'. After the name come the types of its arguments: `f(User, String)`.
g(x);
=> declare f/0, g/1

### declare with a variable and its type (cloud)
declare f(x: User);
           ^ unrecognized-token: did not expect to find the token ':'. Only the types are declared: `(User, String)`.
g(x);
=> declare f/1, g/1

### declare with a string (cloud)
declare f("User");
          ^^^^^^ unrecognized-token: did not expect to find the token 'User'. A type is written without quotes: `User`.
g(x);
=> declare f/0, g/1

### a flag without a rule (cloud)
@flag
^ invalid-token-character: '@' is not a valid character. Found in the text. The rule that the flag `@flag` is for must follow.
actor User {}
=> nothing, actor User{0}

### every statement is broken
f(x if g(x);
    ^^ unrecognized-token: did not expect to find the token 'if'. Did you forget a `)` after `x`?
g(x) if ;
        ^ unrecognized-token: did not expect to find the token ';'. A condition is missing after `if`.
h() if x = ;
           ^ unrecognized-token: did not expect to find the token ';'. A value is missing after `=`.
i(x);
=> f/1 if Call, g/1 if Variable, h/0 if Binary, i/1

### a comment of SQL
-- allow everything
^ unrecognized-token: did not expect to find the token '-'. Comments start with `#`.
allow(_, _, _);
=> nothing, allow/3

### a comment of another language at the end of a line
f(x); // why
      ^ unrecognized-token: did not expect to find the token '/'. Comments start with `#`.
g(x);
=> f/1, nothing, g/1

### a word before a rule
rule f(x) if g(x);
      ^ unrecognized-token: did not expect to find the token '('. A rule starts with its name: remove `rule`.
h(x);
=> f/1 if Call, h/1

### a function
def f(x) if g(x);
     ^ unrecognized-token: did not expect to find the token '('. A rule starts with its name: remove `def`.
h(x);
=> f/1 if Call, h/1

### forall as a statement
forall(x in [1, 2], x > 0);
^^^^^^ unrecognized-token: did not expect to find the token 'forall'. A condition can't stand alone: put it into a rule, or ask it with `?= forall(…);`.
f(x);
=> nothing, f/1

### new as a statement
new Foo(a: 1);
^^^ reserved-word: new is a reserved Polar word and cannot be used here. A condition can't stand alone: put it into a rule, or ask it with `?= new …;`.
f(x);
=> nothing, f/1

### declarations in YAML
roles:
     ^ unrecognized-token: did not expect to find the token ':'. Declarations stand in a block: `resource Name { roles = … }`.
  - admin
f(x);
=> roles/0, f/1

### a comment of XML
<!-- allow everything -->
^ unrecognized-token: did not expect to find the token '<'. Comments start with `#`.
allow(_, _, _);
=> nothing, allow/3

### if misspelt
f(x) fi g(x);
     ^^ unrecognized-token: did not expect to find the token 'fi'. The condition of a rule starts with `if`, not with `fi`.
h(x);
=> f/1, h/1

### a call after whose comma the next fact begins
allow(actor, "read", _) if role(actor,
                                      | unrecognized-token: `;` is missing here: the statement is not finished. A value is missing after `,`. What follows begins another statement: did not expect to find the token ';'.
role("anne", [1, "f"]);
role("bert", "guest");
=> allow/3 if Call, role/2, role/2

### arguments of their own lines, without the closing parenthesis
f(
  g(x),
  ^^^^ wrong-value-type: Wrong value type: g(x). Expected a value. Put the condition after `if`.
  h(y);
  ^^^^ wrong-value-type: Wrong value type: h(y). Expected a value. Put the condition after `if`.
      ^ unrecognized-token: did not expect to find the token ';'. Did you forget a `)` after `h(y)`?
g(1);
=> f/2, g/1
