resource Container {}
resource Folder extends Contaner, Container {}
#                       ^^^^^^^^ error: There is no block of the type Contaner. Did you mean Container?
resource Box extends Box {}
#                    ^^^ error: Box cannot extend itself.
