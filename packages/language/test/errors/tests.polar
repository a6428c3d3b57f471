### a test without a title (cloud)
test {
     ^ unrecognized-token: did not expect to find the token '{'. A test has a title in double quotes: `test "…" { … }`.
  assert allow(User{"a"}, "read", Repo{"b"});
}
f(x);
=> test{0 + 1}, f/1

### a test whose title is a word (cloud)
test reading {
     ^^^^^^^ unrecognized-token: did not expect to find the token 'reading'. A test has a title in double quotes: `test "…" { … }`.
  assert allow(User{"a"}, "read", Repo{"b"});
}
f(x);
=> test{0 + 1}, f/1

### a test without braces (cloud)
test "reading"
  assert allow(User{"a"}, "read", Repo{"b"});
  ^^^^^^ unrecognized-token: did not expect to find the token 'assert'. The body of the test must follow in braces.
f(x);
=> test{0 + 1}, f/1

### a test that is not closed (cloud)
test "reading" {
  assert allow(User{"a"}, "read", Repo{"b"});
                                             | unrecognized-token: `}` is missing here to close the test. What follows begins another statement: did not expect to find the token 'f'.

f(x) if g(x);
=> test{0 + 1}, f/1 if Call

### a test that is not closed before another (cloud)
test "reading" {
  assert allow(User{"a"}, "read", Repo{"b"});
                                             | unrecognized-token: `}` is missing here to close the test. What follows begins another statement: did not expect to find the token 'test'.

test "writing" {
  assert allow(User{"a"}, "write", Repo{"b"});
}
=> test{0 + 1}, test{0 + 1}

### an assertion without assert (cloud)
test "reading" {
  allow(User{"a"}, "read", Repo{"b"});
  ^^^^^ unrecognized-token: did not expect to find the token 'allow'. Did you forget `assert` before it? Facts stand in `setup { … }`.
  assert allow(User{"a"}, "read", Repo{"c"});
}
f(x);
=> test{0 + 1}, f/1

### assert not in two words (cloud)
test "reading" {
  assert not allow(User{"a"}, "read", Repo{"b"});
         ^^^ unrecognized-token: did not expect to find the token 'not'. Write `assert_not`.
  assert allow(User{"a"}, "read", Repo{"c"});
}
=> test{0 + 2}

### an assertion with if (cloud)
test "reading" {
  assert allow(User{"a"}, "read", r: Repo) if r in [Repo{"b"}];
                                           ^^ unrecognized-token: did not expect to find the token 'if'. The condition of an assertion starts with `iff`.
  assert allow(User{"a"}, "read", Repo{"c"});
}
=> test{0 + 2}

### an assertion without its semicolon (cloud)
test "reading" {
  assert allow(User{"a"}, "read", Repo{"b"})
  assert allow(User{"a"}, "read", Repo{"c"});
  ^^^^^^ unrecognized-token: did not expect to find the token 'assert'. Did you forget a `;` after `allow(User{"a"}, "read", Repo{"b"})`?
}
=> test{0 + 2}

### an assertion of nothing (cloud)
test "reading" {
  assert;
        ^ unrecognized-token: did not expect to find the token ';'. A name must follow `assert`.
  assert allow(User{"a"}, "read", Repo{"c"});
}
=> test{0 + 2}

### an assertion that is not closed (cloud)
test "reading" {
  assert allow(User{"a"}, "read";
                                ^ unrecognized-token: did not expect to find the token ';'. Did you forget a `)` after `"read"`?
  assert allow(User{"a"}, "read", Repo{"c"});
}
f(x);
=> test{0 + 2}, f/1

### a setup after an assertion (cloud)
test "reading" {
  assert allow(User{"a"}, "read", Repo{"c"});
  setup {
  ^^^^^ unrecognized-token: did not expect to find the token 'setup'. The setup stands before the assertions, and only once.
    has_role(User{"a"}, "reader", Repo{"c"});
  }
}
f(x);
=> test{0 + 1}, f/1

### a setup that is not closed (cloud)
test "reading" {
  setup {
    has_role(User{"a"}, "reader", Repo{"c"});
  assert allow(User{"a"}, "read", Repo{"c"});
  ^^^^^^ unrecognized-token: did not expect to find the token 'assert'. Did you forget a `}` before `assert`?
}
f(x) if g(x);
=> test{1 + 1}, f/1 if Call

### a fact with a condition (cloud)
test "reading" {
  setup {
    has_role(User{"a"}, "reader", Repo{"c"}) if true;
                                             ^^ unrecognized-token: did not expect to find the token 'if'. A fact in a test has no condition: remove it.
    has_role(User{"b"}, "reader", Repo{"c"});
  }
  assert allow(User{"a"}, "read", Repo{"c"});
}
f(x);
=> test{2 + 1}, f/1

### a fact without its semicolon (cloud)
test "reading" {
  setup {
    has_role(User{"a"}, "reader", Repo{"c"})
    has_role(User{"b"}, "reader", Repo{"c"});
    ^^^^^^^^ unrecognized-token: did not expect to find the token 'has_role'. Did you forget a `;` after `has_role(User{"a"}, "reader", Repo{"c"})`?
  }
  assert allow(User{"a"}, "read", Repo{"c"});
}
=> test{2 + 1}

### a fixture without a name (cloud)
test fixture {
             ^ unrecognized-token: did not expect to find the token '{'. A name must follow `fixture`.
  has_role(User{"a"}, "reader", Repo{"c"});
}
f(x);
=> fixture {1}, f/1

### a fixture with a string for a name (cloud)
test fixture "users" {
             ^^^^^^^ unrecognized-token: did not expect to find the token 'users'. A name is written without quotes: `users`.
  has_role(User{"a"}, "reader", Repo{"c"});
}
f(x);
=> fixture users{1}, f/1

### a fixture with an assertion (cloud)
test fixture users {
  has_role(User{"a"}, "reader", Repo{"c"});
  assert allow(User{"a"}, "read", Repo{"c"});
         ^^^^^ unrecognized-token: did not expect to find the token 'allow'. Assertions stand in a test, after its `setup { … }`.
}
f(x);
=> fixture users{2}, f/1

### an object with a key (cloud)
f(x) if x = User{id: "alice"};
                ^ unrecognized-token: did not expect to find the token '{'. Patterns stand after `matches` or a parameter's `:`; an object of Oso Cloud is written with its identifier only: `User{"alice"}`.
g(x);
=> f/1 if Binary, g/1

### an object of two values (cloud)
f(x) if x = User{"alice", "bob"};
                        ^ unrecognized-token: did not expect to find the token ','. An object is written with its identifier only: `User{"alice"}`.
g(x);
=> f/1 if Binary, g/1

### an object of nothing (cloud)
f(x) if x = User{};
                ^ unrecognized-token: did not expect to find the token '{'. Patterns stand after `matches` or a parameter's `:`; an object is `new User(…)`, or in Cloud `User{"…"}`.
g(x);
=> f/1 if Binary, g/1

### an object that is not closed (cloud)
f(x) if x = User{"alice";
                        ^ unrecognized-token: did not expect to find the token ';'. Did you forget a `}` after `"alice"`?
g(x);
=> f/1 if Binary, g/1

### the time misspelt (cloud)
f(x) if x > @now;
            ^ invalid-token-character: '@' is not a valid character. Found in the text. Only `@current_unix_time` starts with `@` here.
g(x);
=> f/1 if Binary, g/1

### a setup that is not closed, and assert_not (cloud)
test "reading" {
  setup {
    has_role(User{"a"}, "reader", Repo{"c"});
  assert_not allow(User{"a"}, "read", Repo{"c"});
  ^^^^^^^^^^ unrecognized-token: did not expect to find the token 'assert_not'. Did you forget a `}` before `assert_not`?
  assert allow(User{"a"}, "read", Repo{"c"});
}
f(x);
=> test{1 + 2}, f/1

### a fact and an assertion without their semicolons (cloud)
test "reading" { setup { has_role(User{"a"}, "reader", Repo{"c"}) } assert allow(User{"a"}, "read", Repo{"c"}) }
                                                                  ^ unrecognized-token: did not expect to find the token '}'. Did you forget a `;` after `has_role(User{"a"}, "reader", Repo{"c"})`?
                                                                                                               ^ unrecognized-token: did not expect to find the token '}'. Did you forget a `;` after `allow(User{"a"}, "read", Repo{"c"})`?
f(x);
=> test{1 + 1}, f/1

### a setup with a semicolon after it (cloud)
test "reading" {
  setup { has_role(User{"a"}, "reader", Repo{"c"}); };
                                                     ^ unrecognized-token: did not expect to find the token ';'. What stands before it is complete: remove it.
  assert allow(User{"a"}, "read", Repo{"c"});
}
f(x);
=> test{1 + 1}, f/1

### objects in parentheses (cloud)
test "reading" {
  setup { has_role(User("a"), "reader", Repo{"c"}); }
                   ^^^^^^^^^ wrong-value-type: Wrong value type: User("a"). Expected a value. An object is written in braces: `User{"a"}`.
  assert allow(User("a"), "read", Repo{"c"});
               ^^^^^^^^^ wrong-value-type: Wrong value type: User("a"). Expected a value. An object is written in braces: `User{"a"}`.
}
=> test{1 + 1}

### an assertion outside of a test (cloud)
assert allow(User{"a"}, "read", Repo{"c"});
            ^ unrecognized-token: did not expect to find the token '('. Assertions stand in a test: `test "…" { assert …; }`.
f(x);
=> allow/3, f/1

### a test whose brace is missing (cloud)
test "t"
  setup {
  ^^^^^ unrecognized-token: did not expect to find the token 'setup'. The body of the test must follow in braces.
    f(User{"a"});
  }
  assert f(User{"a"});
}
=> test{1 + 1}

### a setup whose brace is missing (cloud)
test "t" {
  setup
    f(User{"a"});
    ^ unrecognized-token: did not expect to find the token 'f'. The body of the setup must follow in braces.
  }
  assert f(User{"a"});
}
=> test{1 + 1}

### a setup whose word is missing (cloud)
test "t" {
  {
  ^ unrecognized-token: did not expect to find the token '{'. Facts stand in `setup { … }`: did you forget `setup`?
    f(User{"a"});
  }
  assert f(User{"a"});
}
=> test{1 + 1}

### a test whose word is missing (cloud)
"t" {
^^^ unrecognized-token: did not expect to find the token 't'. Did you forget `test` before `"t"`?
  assert f(User{"a"});
}
=> nothing

### an object whose brace is missing (cloud)
test "t" {
  assert f(User"a"}, "x");
               ^^^ unrecognized-token: did not expect to find the token 'a'. Did you forget a `{` after `User`?
  assert g(User{"a"});
}
=> test{0 + 2}

### an identifier without its quotes, in a setup (cloud)
test "t" {
  setup { has_role(User{alice}, "admin", Org{"o"}); }
                       ^ unrecognized-token: did not expect to find the token '{'. An object of Oso Cloud has its identifier in quotes: `User{"alice"}`.
  assert f(1);
}
=> test{1 + 1}

### an identifier without its quotes, in an assertion (cloud)
test "t" { assert allow(User{"a"}, "read", Repo{anvil}); }
                                               ^ unrecognized-token: did not expect to find the token '{'. An object of Oso Cloud has its identifier in quotes: `Repo{"anvil"}`.
=> test{0 + 1}

### an identifier without its quotes, in a rule (cloud)
f(x) if x = User{alice};
                ^ unrecognized-token: did not expect to find the token '{'. An object of Oso Cloud has its identifier in quotes: `User{"alice"}`.
=> f/1 if Binary

### a brace too much in a setup
test "x" {
  setup {
    is_empty(Folder{"p"}});
                        ^ unrecognized-token: did not expect to find the token '}'. It is one too much here: remove it.
    is_empty(Folder{"q"});
  }
  assert f(1);
}
=> test{2 + 1}

### a brace too much after a setup
test "x" {
  setup { f(1); }}
                 ^ unrecognized-token: did not expect to find the token '}'. It is one too much here: remove it.
  assert f(1);
}
g(1);
=> test{1 + 1}, g/1

### a word too much
test test "x" {
     ^^^^ unrecognized-token: did not expect to find the token 'test'. It is one too much here: remove it.
  setup { f(1); }
  assert f(1);
}
=> test{1 + 1}

### a setup that is closed too early
test "x" {
  setup { f(1); }
                ^ unrecognized-token: did not expect to find the token '}'. It is one too much here: remove it.
    f(2); }
  assert f(1);
}
=> test{2 + 1}

### test misspelt, with a setup
tets "support" {
     ^^^^^^^^^ unrecognized-token: did not expect to find the token 'support'. Did you mean `test`?
  setup { f(1); }
  assert f(1);
}
g(1);
=> test{1 + 1}, g/1

### test misspelt, without a setup
tset "support" { assert f(1); assert_not f(2); }
     ^^^^^^^^^ unrecognized-token: did not expect to find the token 'support'. Did you mean `test`?
g(1);
=> test{0 + 2}, g/1

### test misspelt before a fixture
tests fixture support { f(1); }
^^^^^ unrecognized-token: did not expect to find the token 'support'. Did you mean `test`?
g(1);
=> fixture support{1}, g/1
