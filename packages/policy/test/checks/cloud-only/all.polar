# configuration: {"dialect": "library"}
test "a" { assert f(User{"x"}); }
#    ^^^ error: A test block exists only in policies for Oso Cloud, and this policy is set to the Oso library.
declare f(User);
#       ^ error: A declare statement exists only
global { roles = ["x"]; }
#^^^^^ error: A global block exists only
resource A extends B {
#                  ^ error: extends exists only
  roles = ["r"];
  "r" if f(resource);
#        ^^^^^^^^^^^ error: A call in a shorthand exists only
}
g(User{"a"}, @current_unix_time);
# ^^^^^^^^^ error: An object literal exists only
#            ^^^^^^^^^^^^^^^^^^ error: @current_unix_time exists only
?= g(User{"a"}, 1);
#    ^^^^^^^^^ error: An object literal exists only
