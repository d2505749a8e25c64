from goodterms.core.servers import propose_server


def test_known_providers_have_their_own_server() -> None:
    assert propose_server("ana@gmail.com") == "imap.gmail.com"
    assert propose_server("ana@OUTLOOK.com") == "outlook.office365.com"


def test_any_other_domain_gets_the_usual_name() -> None:
    assert propose_server("ana@studio.example") == "imap.studio.example"
