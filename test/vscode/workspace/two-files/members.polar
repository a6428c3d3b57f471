is_member("larry", "gmail");

is_member(actor, "oso") if
  actor = "graham";
