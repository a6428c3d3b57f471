# configuration: {"dialect": "cloud"}
actor User {}

declare level(User, Integer);

alone(u: User) if seen(u) and n > 3;
#                             ^ error: n has no value here, as nothing in the rule gives it one.
twice(u: User) if seen(u) and n > 3 and n < 5;
#                             ^ error: n has no value here
different(u: User) if seen(u) and n != u and n != 3;
#                                 ^ error: n has no value here
equal(u: User) if seen(u) and n = m and n > 3 and m < 9;
#                                       ^ error: n has no value here, as nothing
#                                                 ^ error: m has no value here
typed(u: User) if seen(u) and n matches Integer and n > 3;
#                                                   ^ error: n has no value here
sometimes(u: User) if (level(u, n) or seen(u)) and n > 3;
#                                                  ^ error: n has no value here
under(u: User) if seen(u) and not level(u, n) and n > 3;
#                                                 ^ error: n has no value here

test "values" {
  assert has(u: User) iff u != User{"a"};
#                         ^ error: u has no value here
}

has(u: User) if level(u, _);

# Fine: the head, a fact, a list, what is equal to a value.
head(n) if n > 3;
fact(u: User) if n > 3 and level(u, n);
list(u: User) if seen(u) and n in [4, 5] and n > 3;
value(u: User) if seen(u) and n > 3 and n = m and not m != 4;
each(u: User) if (level(u, n) or n = 4) and n > 3;
time(u: User) if until(u, n) and @current_unix_time < n;
