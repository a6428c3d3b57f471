# configuration: { "dialect": "library", "dataNames": { "constants": ["conf"], "objects": [], "classes": [] } }
grab(v) if v = conf.level;
take(v) if v = cnf.level;
#              ^^^ error: Singleton variable cnf is unused or undefined; try renaming to _cnf or _
