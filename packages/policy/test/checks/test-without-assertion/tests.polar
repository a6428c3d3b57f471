test "nothing" {}
#    ^^^^^^^^^ warning: The test "nothing" asserts nothing, so it always passes.
test "something" { assert f(1); }
