from benchmarks.labels import readings

_MIN_SHARE = 0.97


def test_share_of_right_labels() -> None:
    """Labels of documents by another author are read as a careful reader reads them."""
    every = list(readings())
    wrong = [one for one in every if not one.is_right]
    told = "\n".join(f"{one.document} {one.control}: {one.found!r}" for one in wrong)
    assert len(every) > 500
    assert 1 - len(wrong) / len(every) >= _MIN_SHARE, told
