# configuration: {"dialect": "library"}
resouce Repo {}
#^^^^^^ error: Expected 'actor' or 'resource' but found 'resouce'. Did you mean 'resource'?
Org {}
#^^ error: Expected 'actor' or 'resource' but found nothing.
