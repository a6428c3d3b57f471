# configuration: {"dialect": "cloud"}
actor Player {}
wins(x: Player) if beats(x, y) and y matches Player and not wins(y);
#                                                           ^^^^^^^ error: This rule of wins holds only if wins does not
loses(x: Player) if not draws(x);
#                       ^^^^^^^^ error: This rule of loses holds only if draws does not
draws(x: Player) if loses(x);
