"""Everything that touches the world: mailbox, database, files, clock, mail server."""
