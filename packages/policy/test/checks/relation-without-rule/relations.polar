resource Org {}
resource Repo {
  relations = { parent: Org, team: Org };
#                            ^^^^^^^^^ information: No has_relation rule fills the relation "team" of Repo
}
has_relation(org: Org, "parent", repo: Repo) if repo.org = org;
