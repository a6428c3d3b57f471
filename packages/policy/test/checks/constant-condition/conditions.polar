f(x) if x = 2 and 1 = 1;
#                 ^^^^^ warning: This condition is always true.
g(x) if x != x or x in [];
#       ^^^^^^ warning: This condition is always false.
#                 ^^^^^^^ warning: This condition is always false.
h(x) if x = 1 and false;
#                 ^^^^^ warning: With this false, the whole "and" is always false.
i(x) if x = 1 or false;
#                ^^^^^ warning: This false changes nothing.
# A way to use a variable, a way to write a body, ways to go on.
j(x) if x = x;
k() if true;
l(x) if k() and false or x.log() or true;
?= 1 = 1;
