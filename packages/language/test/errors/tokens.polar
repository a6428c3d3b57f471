### a string that is not closed
f(x) if x = "abc;
            ^^^^^ invalid-token-character: '\n' is not a valid character. Found in abc;. The string is not closed: put a `"` where it ends.
g(x);
=> f/1 if Binary, g/1

### a string that is not closed in an argument
f("abc);
  ^^^^^^ invalid-token-character: '\n' is not a valid character. Found in abc);. The string is not closed: put a `"` where it ends.
g(x) if h(x);
=> f/1, g/1 if Call

### a string that is not closed at the end of the file
f(x) if x = "abc
            ^^^^ invalid-token-character: '\0' is not a valid character. Found in abc. The string is not closed: put a `"` where it ends.
=> f/1 if Binary

### a string over two lines
f(x) if x = "abc
            ^^^^ invalid-token-character: '\n' is not a valid character. Found in abc. The string is not closed: put a `"` where it ends.
def";
   ^^ invalid-token-character: '\n' is not a valid character. Found in ;. The string is not closed: put a `"` where it ends.
g(x);
=> f/1 if Binary, def/0, g/1

### single quotes
f(x) if x = 'abc';
            ^^^^^ invalid-token-character: '\'' is not a valid character. Found in the text. Strings are written in double quotes: `"abc"`.
g(x);
=> f/1 if Binary, g/1

### one single quote
f(x) if x = don't;
               ^ invalid-token-character: '\'' is not a valid character. Found in the text. Strings are written in double quotes: `"text"`.
g(x);
=> f/1 if Binary, g/1

### backquotes
f(x) if x = `abc`;
            ^^^^^ invalid-token-character: '`' is not a valid character. Found in the text. Strings are written in double quotes: `"abc"`.
g(x);
=> f/1 if Binary, g/1

### a dollar sign
f(x) if g($x);
          ^ invalid-token-character: '$' is not a valid character. Found in the text. Names consist of letters, digits and "_".
h(x);
=> f/1 if Call, h/1

### a percent sign
f(x) if x % 2 = 0;
          ^ invalid-token-character: '%' is not a valid character. Found in the text. The remainder of a division is `x mod y`.
g(x);
=> f/1 if Variable, g/1

### a caret
f(x) if x ^ 2 = 4;
          ^ invalid-token-character: '^' is not a valid character. Found in the text. There is no operator for powers.
g(x);
=> f/1 if Variable, g/1

### a backslash
f(x) if g(x) \
             ^ invalid-token-character: '\\' is not a valid character. Found in the text. A `\` stands only inside of strings.
  and h(x);
i(x);
=> f/1 if And(2), i/1

### a name that ends in colons
f(x: Foo::) if g(x);
         ^ invalid-token-character: ':' is not a valid character. Found in Foo::. A name must go on after `::`: write `Foo::Name`, or remove the colons.
h(x);
=> f/1 if Call, h/1

### a name with three colons
f(x: Foo:::Bar) if g(x);
         ^ invalid-token-character: ':' is not a valid character. Found in Foo::. A name must go on after `::`: write `Foo::Name`, or remove the colons.
h(x);
=> f/1 if Call, h/1

### a name with a question mark inside
is?admin(x);
        ^ unrecognized-token: did not expect to find the token '('. A statement is a rule, `name(…) if …;`, or a block, `resource Name { … }`.
f(x);
=> is? admin{0}, f/1

### a name with a dash
is-admin(x);
  ^ unrecognized-token: did not expect to find the token '-'. A name has no `-` in it: write `_`.
f(x);
=> is/1, f/1

### a name that starts with a digit
1st(x);
^ unrecognized-token: did not expect to find the token '1'. A name begins with a letter or "_", and a statement with a name.
f(x);
=> nothing, f/1

### an integer that is too large
f(9223372036854775808);
  ^^^^^^^^^^^^^^^^^^^ integer-overflow: '9223372036854775808' caused an integer overflow. Integers go up to 9223372036854775807. Only the Oso library has floats: `9223372036854775808.0`.
g(x);
=> f/1, g/1

### an integer that is far too large
f(x) if x = 123456789012345678901234567890;
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ integer-overflow: '123456789012345678901234567890' caused an integer overflow. Integers go up to 9223372036854775807. Only the Oso library has floats: `123456789012345678901234567890.0`.
g(x);
=> f/1 if Binary, g/1

### the smallest integer
f(-9223372036854775808);
   ^^^^^^^^^^^^^^^^^^^ integer-overflow: '9223372036854775808' caused an integer overflow. Integers go up to 9223372036854775807. Only the Oso library has floats: `9223372036854775808.0`.
g(x);
=> f/1, g/1

### a float without digits in its exponent
f(x) if x = 1e;
            ^^ invalid-float: 1e was parsed as a float, but is invalid. An exponent needs digits, as in `1e3`.
g(x);
=> f/1 if Binary, g/1

### a float with a sign and no digits in its exponent
f(x) if x = 1.5e+;
            ^^^^^ invalid-float: 1.5e+ was parsed as a float, but is invalid. An exponent needs digits, as in `1e3`.
g(x);
=> f/1 if Binary, g/1

### a float with an operator right after it
f(x) if x = 1e5+3;
            ^^^^^ invalid-float: 1e5+3 was parsed as a float, but is invalid. Put a space before the `+`.
g(x);
=> f/1 if Binary, g/1

### a number with two dots
f(x) if x = 1.2.3;
                ^ unrecognized-token: did not expect to find the token '3'. A number has one decimal point.
g(x);
=> f/1 if Binary, g/1

### a number in hexadecimal
f(x) if x = 0xff;
             ^^^ unrecognized-token: did not expect to find the token 'xff'. A number has digits only, and a name begins with a letter or "_".
g(x);
=> f/1 if Binary, g/1

### underscores in a number
f(x) if x = 1_000;
             ^^^^ unrecognized-token: did not expect to find the token '_000'. A number has digits only, and a name begins with a letter or "_".
g(x);
=> f/1 if Binary, g/1

### a semicolon of another alphabet
f(x) if g(x)；
            ^ unrecognized-token: did not expect to find the token '；'. Write `;`.
h(x);
=> f/1 if Call, h/1

### words and strings beyond ASCII before an error
größe(x) if "ü💯" x;
                 ^ unrecognized-token: did not expect to find the token 'x'. Did you forget `and`, `or` or `;` before `x`?
g(x);
=> größe/1 if StringLiteral, g/1

### an at sign before a string
f(x) if x = @"a";
            ^ invalid-token-character: '@' is not a valid character. Found in the text. Only `@current_unix_time` starts with `@` here.
g(x);
=> f/1 if Binary, g/1

### many wrong characters
f(x) if $$$ %%% ~~~;
        ^^^ invalid-token-character: '$' is not a valid character. Found in the text. Names consist of letters, digits and "_".
            ^^^ invalid-token-character: '%' is not a valid character. Found in the text. The remainder of a division is `x mod y`.
                ^^^ invalid-token-character: '~' is not a valid character. Found in the text. A condition is negated with `not`.
g(x);
=> f/1 if Variable, g/1
