# configuration: { "dialect": "cloud" }
# What the language has itself is no type to declare.
actor User {}
actor String {}
#     ^^^^^^ error: String is a type of the language, of which values are. Give this one another name.
resource Integer { permissions = ["read"]; }
#        ^^^^^^^ error: Integer is a type of the language, of which values are. Give this one another name.
resource Boolean {}
#        ^^^^^^^ error: Boolean is a type of the language, of which values are. Give this one another name.
resource List {}
