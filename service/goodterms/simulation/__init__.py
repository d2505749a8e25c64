"""How often the verdict errs, by simulation: made-up clients, judged by the rules of the core.

    kinds -> world (weeks of made-up clients) -> chances -> ascent -> measures -> study

Set-up and bars: decision model A3. The ladder and the estimate are the core's; what is vectorised
here is proven equal to them on random histories (tests/simulation/test_ascent.py).
"""
