"""Files become records: the disk, Git's history, YAML, schemas."""
