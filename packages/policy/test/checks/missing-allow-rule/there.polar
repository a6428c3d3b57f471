# configuration: {"dialect": "library"}
allow_request(_actor, _request);
