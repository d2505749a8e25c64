from goodterms.adapters.bundled import bundled


def test_what_ships_is_found_in_the_checkout() -> None:
    for name in ("config.example.toml", "systemd/goodterms.service", "models/tone/manifest.json"):
        assert bundled(name).is_file(), name
