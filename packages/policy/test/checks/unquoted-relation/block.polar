# configuration: {"dialect": "cloud"}
resource Folder {
  permissions = ["read"];
  relations = { parent: Folder };
  "read" if "read" on parent;
#                     ^^^^^^ warning: The relation parent is written without quotes. Write "parent".
}
