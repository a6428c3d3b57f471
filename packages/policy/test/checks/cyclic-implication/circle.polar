resource Repo {
  roles = ["a", "b", "c", "d"];
  "a" if "b";
# ^^^^^^^^^^^ warning: In Repo, "b" implies "a" implies "c" implies "b": they all mean the same, and asking for one of them never ends.
  "b" if "c";
  "c" if "a";
  "d" if "a";
}
