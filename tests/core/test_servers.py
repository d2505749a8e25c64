from goodterms.core.servers import propose_server, propose_way


def test_known_providers_have_their_own_server() -> None:
    assert propose_server("ana@gmail.com") == "imap.gmail.com"
    assert propose_server("ana@OUTLOOK.com") == "outlook.office365.com"


def test_any_other_domain_gets_the_usual_name() -> None:
    assert propose_server("ana@studio.example") == "imap.studio.example"


def test_only_who_gives_tokens_is_proposed_another_way_than_a_password() -> None:
    assert propose_way("imap.gmail.com") == "google"
    assert propose_way("outlook.office365.com") == "microsoft"
    assert propose_way("imap-mail.outlook.com.") == "microsoft"
    assert propose_way("imap.studio.example") == ""
    assert propose_way("imap.notgmail.com") == ""
    assert propose_way("127.0.0.1") == ""
