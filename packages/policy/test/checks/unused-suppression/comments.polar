# configuration: {"dialect": "library", "checks": {"unused-role": "off"}}
# polar-disable-next-line singleton-variable
f(x);
g(1); # polar-disable-line
#       ^^^^^^^^^^^^^^^^^^ information: Nothing is found there, so this suppresses nothing. Remove it.
g(2); # polar-disable-line singleton-variable (why)
#                          ^^^^^^^^^^^^^^^^^^ information: No singleton-variable is found there, so this suppresses nothing.
f(x); # polar-disable-line singleton-variable, type-mismatch
#                                              ^^^^^^^^^^^^^ information: No type-mismatch is found there
# polar-disable-next-line singletn-variable
#                         ^^^^^^^^^^^^^^^^^ information: "singletn-variable" is not a check that could be suppressed. Did you mean "singleton-variable"?
g(3);
# polar-disable-next-line unrecognized-token
#                         ^^^^^^^^^^^^^^^^^^ information: "unrecognized-token" is not a check that could be suppressed. Remove it.
g(4);
# A check that is off, and one of the other dialect.
# polar-disable-next-line unused-role, unbound-in-not
g(5);
