f(x: String, n: Integer) if x > 18 and n == 1.5;
#                           ^^^^^^ warning: One side is of type String and the other of type Integer, and > does not compare these: the query ends in a runtime error.
g(x) if x matches Boolean and x != "a";
#                             ^^^^^^^^ warning: One side is of type Boolean and the other of type String, and != does not compare these: the query ends in a runtime error.
h(x, y: User) if x = 1 and y = 1;
