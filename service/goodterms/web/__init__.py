"""The local page: what was found, mail by mail, and forms to correct and decide.

    gate        every request: Host, method, origin, size; every answer: headers
    sessions    one-time login links and sessions, stored hashed beside the database
    application routes to views and actions
    desk        the stored facts that a page shows, and what an action writes
    pages       view models: facts in, what a template prints out

No script is ever sent, and nothing is changed by GET. Source of the controls: decision study B3.
"""
