resource Container {}
resource Folder extends Contaner, Container {}
#                       ^^^^^^^^ error: There is no block of the type Contaner. Did you mean Container?
resource Box extends Box {}
#                    ^^^ error: Box cannot extend itself.
resource Text extends String {}
#                     ^^^^^^ error: String is a type of values, which no type extends. Name a type with a block, or leave extends out.
