# configuration: {"dialect": "library"}
resource Repo { roles = ["a"]; relations = { parent: Org }; }
resource Repo { roles = ["a"]; relations = { parent: Org }; }
resource Repo { permissions = ["a"]; relations = { parent: Repo }; }
#                              ^^^ error: Cannot overwrite existing role declaration "a" in resource Repo with permission
#                                                          ^^^^ error: Cannot overwrite existing relation declaration "parent" in resource Repo with relation
