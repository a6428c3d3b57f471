# configuration: {"dialect": "cloud"}
actor User {}
global { roles = ["admin"]; }
resource Container { roles = ["owner"]; }
resource Folder extends Container {
  permissions = ["read"];
  relations = { parent: Folder };
  "read" if "owner";
  "read" if "owner" on "parent";
  "read" if global "admn";
#                  ^^^^^^ error: Undeclared term "admn" referenced in rule in 'global' resource block.
  "read" if "onwer" or is_public(resource);
#           ^^^^^^^ error: Undeclared term "onwer" referenced in rule in 'Folder' resource block.
  role if role on "parent";
}
