f(x: String, n: Integer) if x > 18 and n == 1.5;
#                           ^^^^^^ warning: One side is of type String and the other of type Integer, so this is never true.
g(x) if x matches Boolean and x != "a";
#                             ^^^^^^^^ warning: One side is of type Boolean and the other of type String, so this is always true.
h(x, y: User) if x = 1 and y = 1;
