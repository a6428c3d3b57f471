# configuration: {"dialect": "library"}
# A shorthand whose body is a permission calls it too.
resource Repo { permissions = ["a", "b"]; "a" if "b"; }
