resource A extends B {}
#                  ^ error: A extends B, B extends C, and C extends A: extends goes in a circle. Leave one of them out.
resource B extends C {}
#                  ^ error: B extends C, C extends A, and A extends B: extends goes in a circle. Leave one of them out.
resource C extends A, D {}
#                  ^ error: C extends A, A extends B, and B extends C: extends goes in a circle. Leave one of them out.
resource D {}
resource E extends F {}
#                  ^ error: E extends F, and F extends E: extends goes in a circle. Leave one of them out.
resource F extends E {}
#                  ^ error: F extends E, and E extends F: extends goes in a circle. Leave one of them out.
