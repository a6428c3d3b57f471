# configuration: {"dialect": "cloud"}
f(x: String, n: Integer) if x < "b" and n < 3;
#                           ^^^^^^^ warning: < compares integers, and one side is of type String.
g(_: User) if User{"a"} = File{"a"};
#             ^^^^^^^^^^^^^^^^^^^^^ warning: One side is of type User and the other of type File, so this is never true.
