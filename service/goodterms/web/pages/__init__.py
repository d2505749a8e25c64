"""What the local page shows: one view model per page, pure, and the templates that say it.

Every page is facts in, a frozen value out; `rendering.rendered` turns it into HTML without any
server, so that the same pages are served, exported as files and tested.
"""
