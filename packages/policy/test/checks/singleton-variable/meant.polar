# configuration: {"dialect": "library"}
f(x) if x.a = null;
#             ^^^^ error: Singleton variable null is unused or undefined; try renaming to _null or _. What stands for no value is nil.
g(x) if x.a = “read”;
#             ^^^^^^ error: Singleton variable “read” is unused or undefined; try renaming to _“read” or _. Strings are written in straight double quotes: "read".
h(x, pre­dicate) if x.a = 1;
#    ^^^^^^^^^^ error: Singleton variable pre­dicate is unused or undefined; try renaming to _pre­dicate or _. There is an invisible character in it (U+00AD)
i(x, a b) if x.a = 1;
#    ^^^ error: Singleton variable a
j(x) if x.a == True and x.b = None and x.c != Null and x.d = MAX;
#              ^^^^ error: Singleton variable True is unused or undefined; try renaming to _True or _. Booleans are written in lower case: true.
#                             ^^^^ error: Singleton variable None is unused or undefined; try renaming to _None or _. What stands for no value is nil.
#                                             ^^^^ error: Singleton variable Null is unused or undefined; try renaming to _Null or _. What stands for no value is nil.
