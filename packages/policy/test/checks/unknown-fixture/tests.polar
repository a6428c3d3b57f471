test fixture members { f(1); }
test "a" {
  setup { fixture membres; fixture members; }
#                 ^^^^^^^ error: There is no fixture membres. Did you mean members?
  assert f(1);
}
