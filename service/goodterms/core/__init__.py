"""The rules: facts and `now` in, decisions out. No input, no output, no clock in here."""
