# What values are called in other languages.
actor User {}
declare a(User, bool);
#               ^^^^ warning: There is no block of the type bool. Did you mean Boolean?
declare b(User, int);
#               ^^^ warning: There is no block of the type int. Did you mean Integer?
declare c(User, Number);
#               ^^^^^^ warning: There is no block of the type Number. Did you mean Integer?
declare d(User, str);
#               ^^^ warning: There is no block of the type str. Did you mean String?
