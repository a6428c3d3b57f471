f(1);
?= f(1);
?= g(1) or f(1);
#  ^^^^ error: Query for undefined rule `g`
