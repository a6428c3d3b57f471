one(x) if two(x);
#         ^^^^^^ warning: one needs two needs one, and no rule of theirs does without
two(x) if x > 1 and one(x);
hangs(x) if one(x) or two(x);

first(x) if second(x) or third(x);
#           ^^^^^^^^^ warning: first needs second needs first
second(x) if x.parent = y and first(y);
second(x) if third(x.parent);
third(x) if (first(x) and second(x));

self(x) if x.parent = y and self(y);
#                           ^^^^^^^ warning: Every rule of self needs self itself

even(0);
even(x) if x > 0 and y = x - 1 and odd(y);
odd(x) if x > 0 and y = x - 1 and even(y);

either(x) if or_not(x) or x = 1;
or_not(x) if either(x);

not_so(x) if not so(x);
so(x) if not_so(x);

all(x) if forall(y in x.parts, part(y));
part(x) if all(x);
