from goodterms.cli.flaws import SENTENCES, flaw_lines


def test_one_message_and_several_are_told_apart() -> None:
    assert flaw_lines({"no-date": 1}) == [
        "1 message has no Date header: the server's time of arrival counts."
    ]
    assert flaw_lines({"encrypted": 3})[0].startswith("Each of 3 messages is encrypted")


def test_what_changes_nothing_for_the_owner_is_not_told() -> None:
    assert flaw_lines({"raw-8bit": 9}) == []
    assert flaw_lines(dict.fromkeys(SENTENCES, 0)) == []


def test_mail_that_came_back_is_told() -> None:
    (line,) = flaw_lines({"bounce": 2})
    assert line.startswith("Each of 2 messages says that mail to a client could not be delivered")
