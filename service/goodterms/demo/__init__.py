"""A made-up year of mail, read through a real IMAP server on loopback."""
