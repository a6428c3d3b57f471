resource A extends B {}
#                  ^ error: A extends B, and B extends A: extends goes in a circle. Leave one of them out.
resource B extends C {}
#                  ^ error: B extends C, and C extends B: extends goes in a circle. Leave one of them out.
resource C extends A, D {}
#                  ^ error: C extends A, and A extends C: extends goes in a circle. Leave one of them out.
resource D {}
