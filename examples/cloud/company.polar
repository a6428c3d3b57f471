# The facts that many tests share. Acme has Anne for an administrator; Globex is somebody else.
#
#   Folder "company"  ── of Acme
#     Folder "plans"
#       Folder "drafts"
#         Document "idea", Spreadsheet "budget"
#     Folder "people"
#       File "contract"

test fixture acme {
  has_role(User{"anne"}, "admin", Organization{"acme"});
  has_role(User{"bob"}, "member", Organization{"acme"});
  has_role(User{"gina"}, "admin", Organization{"globex"});
  has_relation(Folder{"company"}, "organization", Organization{"acme"});
  has_relation(Folder{"plans"}, "parent", Folder{"company"});
  has_relation(Folder{"drafts"}, "parent", Folder{"plans"});
  has_relation(Folder{"people"}, "parent", Folder{"company"});
  has_relation(Document{"idea"}, "folder", Folder{"drafts"});
  has_relation(Spreadsheet{"budget"}, "folder", Folder{"drafts"});
  has_relation(File{"contract"}, "folder", Folder{"people"});
}

# Teams: compilers are in engineering, and engineering and research contain each other.
test fixture teams {
  has_relation(Team{"engineering"}, "organization", Organization{"acme"});
  has_relation(Team{"engineering"}, "subteam", Team{"compilers"});
  has_relation(Team{"engineering"}, "subteam", Team{"research"});
  has_relation(Team{"research"}, "subteam", Team{"engineering"});
  has_role(User{"carol"}, "member", Team{"compilers"});
  has_role(User{"dora"}, "lead", Team{"research"});
}

test fixture departments {
  works_in(User{"bob"}, Department{"sales"});
  works_in(User{"carol"}, Department{"engineering"});
  works_in(User{"dora"}, Department{"engineering"});
  belongs_to(Document{"idea"}, Department{"engineering"});
}
