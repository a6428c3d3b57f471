test "nothing" {}
#    ^^^^^^^^^ error: The test "nothing" asserts nothing, so it is not run.
test "something" { assert f(1); }
