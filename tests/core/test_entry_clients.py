from __future__ import annotations

from builders import a_client
from goodterms.core.entry_clients import client_of, name_in_tags

ALBA = a_client("Alba", invoice_names=("Alba d.o.o.", "Site"), tax_id="HR11111111119")
BETA = a_client("Beta", addresses=("b@beta.example",), invoice_names=("beta-web",))


def test_the_name_comes_before_project_and_tags():
    assert client_of(["Alba d.o.o.", "beta-web"], [], "", [ALBA, BETA]) == "Alba"
    assert client_of(["", "beta-web"], ["Alba"], "", [ALBA, BETA]) == "Beta"
    assert client_of(["", ""], ["design", "alba"], "", [ALBA, BETA]) == "Alba"


def test_the_tax_number_comes_before_the_name():
    assert client_of(["Beta"], [], "11111111119", [ALBA, BETA]) == "Alba"


def test_two_clients_in_the_tags_are_nobody_and_likeness_is_nothing():
    assert client_of([], ["Alba", "Beta"], "", [ALBA, BETA]) is None
    assert client_of(["Alba d.o.o"], [], "", [ALBA, BETA]) is None


def test_a_tag_is_shown_by_what_is_known_then_marked_then_first():
    assert name_in_tags(["design", "Beta"], [ALBA, BETA]) == "Beta"
    assert name_in_tags(["design", "client:Gama"], []) == "Gama"
    assert name_in_tags(["design", "calls"], []) == "design"
    assert name_in_tags([], []) == ""
