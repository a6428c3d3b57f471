# Files: confidential, published, archived and locked ones; clearances; what documents and spreadsheets add.

test "a viewer reads what is not confidential" {
  setup {
    has_role(User{"bob"}, "viewer", File{"note"});
  }
  assert allow(User{"bob"}, "read", File{"note"});
}

test "a confidential document is not read across departments" {
  setup {
    fixture acme;
    fixture departments;
    has_role(User{"bob"}, "viewer", Folder{"drafts"});
    has_role(User{"carol"}, "viewer", Folder{"drafts"});
    is_confidential(Document{"idea"});
  }
  # Both are viewers of idea by its folder. It is engineering's: carol works there, bob works in sales.
  assert allow(User{"carol"}, "read", Document{"idea"});
  assert_not allow(User{"bob"}, "read", Document{"idea"});
}

test "to work in the department is not enough" {
  setup {
    fixture departments;
    is_confidential(Document{"idea"});
  }
  # dora is in engineering, but is no viewer.
  assert same_department(User{"dora"}, Document{"idea"});
  assert_not allow(User{"dora"}, "read", Document{"idea"});
}

test "a confidential file of no department is read by nobody" {
  setup {
    has_relation(File{"note"}, "creator", User{"bob"});
    works_in(User{"bob"}, Department{"sales"});
    is_confidential(File{"note"});
  }
  # Not even by its owner: nothing says which department it belongs to.
  assert_not allow(User{"bob"}, "read", File{"note"});
}

test "an owner of a confidential file of another department still writes it" {
  setup {
    fixture acme;
    fixture departments;
    is_confidential(Document{"idea"});
  }
  # Confidential is about reading alone. Anne is an owner by her organization, and works in no department.
  assert_not allow(User{"anne"}, "read", Document{"idea"});
  assert allow(User{"anne"}, "write", Document{"idea"});
}

test "everybody reads what is published" {
  setup {
    is_published(File{"brochure"});
  }
  # Whoever it is: the rule leaves the user free.
  assert allow(User{"anybody"}, "read", File{"brochure"});
  assert allow(User{"somebody else"}, "read", File{"brochure"});
  assert_not allow(User{"anybody"}, "write", File{"brochure"});
}

test "what is published may still be confidential" {
  setup {
    is_published(File{"brochure"});
    is_confidential(File{"brochure"});
  }
  # Two rules for reading; one that holds is enough.
  assert allow(User{"anybody"}, "read", File{"brochure"});
}

test "nobody writes an archived file" {
  setup {
    has_relation(File{"note"}, "creator", User{"eve"});
    is_archived(File{"note"});
  }
  # She still owns it: all but write.
  assert allow(User{"eve"}, action: String, File{"note"}) iff action in ["read", "share", "delete"];
}

test "only who locked a file writes it" {
  setup {
    has_role(User{"eve"}, "editor", File{"note"});
    has_role(User{"bob"}, "editor", File{"note"});
    locked_by(File{"note"}, User{"eve"});
  }
  assert allow(User{"eve"}, "write", File{"note"});
  assert_not allow(User{"bob"}, "write", File{"note"});
}

test "to lock a file is not to be its editor" {
  setup {
    has_role(User{"bob"}, "viewer", File{"note"});
    locked_by(File{"note"}, User{"bob"});
  }
  assert_not allow(User{"bob"}, "write", File{"note"});
}

test "a lock does not open the archive" {
  setup {
    has_role(User{"eve"}, "editor", File{"note"});
    locked_by(File{"note"}, User{"eve"});
    is_archived(File{"note"});
  }
  assert_not allow(User{"eve"}, "write", File{"note"});
}

test "a lock of one file is none of another" {
  setup {
    has_role(User{"bob"}, "editor", File{"note"});
    locked_by(File{"other"}, User{"eve"});
  }
  assert allow(User{"bob"}, "write", File{"note"});
}

test "a remark wants a clearance that is high enough" {
  setup {
    has_role(User{"low"}, "viewer", File{"report"});
    has_role(User{"equal"}, "viewer", File{"report"});
    has_role(User{"high"}, "viewer", File{"report"});
    needs_clearance(File{"report"}, 3);
    has_clearance(User{"low"}, 2);
    has_clearance(User{"equal"}, 3);
    has_clearance(User{"high"}, 10);
  }
  # 2 < 3, 3 >= 3, 10 >= 3: compared as numbers, not as texts, in which "10" comes before "3".
  assert_not allow(User{"low"}, "comment", File{"report"});
  assert allow(User{"equal"}, "comment", File{"report"});
  assert allow(User{"high"}, "comment", File{"report"});
}

test "a clearance alone gives nothing" {
  setup {
    needs_clearance(File{"report"}, 3);
    has_clearance(User{"high"}, 10);
  }
  assert_not allow(User{"high"}, "comment", File{"report"});
}

test "without a clearance to have, nobody remarks on a file" {
  setup {
    has_role(User{"high"}, "viewer", File{"note"});
    has_clearance(User{"high"}, 10);
  }
  # Nothing says what the note needs, so there is nothing to be compared.
  assert_not allow(User{"high"}, "comment", File{"note"});
}

test "what holds for a file holds for a document" {
  setup {
    has_relation(Document{"letter"}, "creator", User{"eve"});
  }
  # The rules of File, and suggest, which documents alone have.
  assert allow(User{"eve"}, action: String, Document{"letter"}) iff
    action in ["read", "write", "share", "delete", "suggest"];
}

test "what holds for a document does not hold for a file" {
  setup {
    has_relation(File{"letter"}, "creator", User{"eve"});
  }
  assert_not allow(User{"eve"}, "suggest", File{"letter"});
}

test "a document and a file of one id are two things" {
  setup {
    has_relation(Document{"letter"}, "creator", User{"eve"});
  }
  assert_not allow(User{"eve"}, "read", File{"letter"});
}

test "an analyst reads and recalculates a spreadsheet" {
  setup {
    has_role(User{"al"}, "analyst", Spreadsheet{"budget"});
  }
  # analyst → viewer, by the block of its own; no editor.
  assert allow(User{"al"}, action: String, Spreadsheet{"budget"}) iff
    action in ["read", "recalculate"];
}

test "an editor of the folder recalculates its spreadsheets" {
  setup {
    fixture acme;
    has_role(User{"eve"}, "editor", Folder{"drafts"});
  }
  # editor of drafts → of budget, by File's rule → recalculate, by Spreadsheet's.
  assert allow(User{"eve"}, "recalculate", Spreadsheet{"budget"});
  assert_not allow(User{"eve"}, "recalculate", Document{"idea"});
}
