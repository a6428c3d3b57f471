# configuration: {"dialect": "library"}
# Arithmetic on anything but numbers ends the query in an error (npm's oso: "unsupported arithmetic operands").
f(p) if "a" + p.name = "ab";
#       ^^^^^^^^^^^^ warning: + takes numbers, and one side is of type String: the query ends in a runtime error. Calculate with numbers, and let the application put texts together.
f(p) if p.name + "a" = "ab";
#       ^^^^^^^^^^^^ warning: + takes numbers, and one side is of type String: the query ends in a runtime error. Calculate with numbers, and let the application put texts together.
f(p) if 1 + "x" = p.x;
#       ^^^^^^^ warning: + takes numbers, and one side is of type String: the query ends in a runtime error. Calculate with numbers, and let the application put texts together.
f(p) if "x" - 1 = p.x;
#       ^^^^^^^ warning: - takes numbers, and one side is of type String: the query ends in a runtime error. Calculate with numbers.
f(n: String, p) if p.y = n * 2;
#                        ^^^^^ warning: * takes numbers, and one side is of type String: the query ends in a runtime error. Calculate with numbers.
f(p) if [1] + [2] = p.x;
#       ^^^^^^^^^ warning: + takes numbers, and one side is of type List: the query ends in a runtime error. Calculate with numbers.
f(p) if p.x > true + 1;
#             ^^^^^^^^ warning: + takes numbers, and one side is of type Boolean: the query ends in a runtime error. Calculate with numbers.
f(p) if p.x = "a" mod 2;
#             ^^^^^^^^^ warning: mod takes numbers, and one side is of type String: the query ends in a runtime error. Calculate with numbers.
f(p) if p.x = {a: 1} rem p.y;
#             ^^^^^^^^^^^^^^ warning: rem takes numbers, and one side is of type Dictionary: the query ends in a runtime error. Calculate with numbers.
f(p) if p.x = 1 + 2.5;
f(n: Integer, p) if p.y = n + 1 and p.y / n > 0.5;
f(money: Money, p) if p.y = money + 1;
