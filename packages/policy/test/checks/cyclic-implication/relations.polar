resource Folder {
  permissions = ["read"];
  relations = { parent: Folder };
  # Each folder asks another one.
  "read" if "read" on "parent";
}
