# configuration: {"dialect": "library", "classes": {"User": {"fields": [], "extends": []}}}
actor User {}
resource Repo { relations = { owner: User, parent: Organization }; }
#        ^^^^ error: Unregistered class: Repo
#                                                  ^^^^^^^^^^^^ error: Unregistered class: Organization
