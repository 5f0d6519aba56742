"""Posts, teams, professions, ties: what an organisation always is, whatever its size."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from culture_sim.errors import InputError
from culture_sim.organisation import (
    Organisation,
    build_organisation,
    gallery_organisations,
    reference_organisation,
)
from culture_sim.settings import load_setting, setting_names


def check_invariants(organisation: Organisation) -> None:
    posts, teams = organisation.staff, organisation.teams
    assert (np.diff(organisation.team_start) > 0).all()
    assert organisation.team_start[0] == 0
    assert organisation.team_start[-1] == posts
    assert (np.repeat(np.arange(teams), organisation.team_size) == organisation.team_of_post).all()
    assert len(set(organisation.team_names)) == len(organisation.team_names) == teams
    assert organisation.profession_of_post.min() >= 0
    assert organisation.profession_of_post.max() < len(organisation.professions)
    assert organisation.directorate_of_team.max() < len(organisation.directorate_names)
    assert ((organisation.status >= 0) & (organisation.status <= 1)).all()
    assert organisation.leaving_multiplier.mean() == pytest.approx(1)
    if organisation.exposure.any():
        assert organisation.exposure.mean() == pytest.approx(1)
    facing = np.add.reduceat(organisation.exposure > 0, organisation.team_start[:-1])
    assert ((organisation.places_of_team > 0) == (facing > 0)).all()
    for column in ("team_of_post", "profession_of_post", "tie_to", "tie_start", "places_of_team"):
        assert getattr(organisation, column).dtype == np.int64
    for column in ("status", "exposure", "leaving_multiplier", "centrality"):
        assert getattr(organisation, column).dtype == np.float64
    check_ties(organisation)


def check_ties(organisation: Organisation) -> None:
    start, to = organisation.tie_start, organisation.tie_to
    assert len(start) == organisation.staff + 1
    assert start[-1] == len(to)
    one = np.repeat(np.arange(organisation.staff), np.diff(start))
    ties = set(zip(one.tolist(), to.tolist(), strict=True))
    assert len(ties) == len(to), "a tie stands twice"
    assert all((other, this) in ties for this, other in ties), "a tie is not mutual"
    assert (organisation.team_of_post[one] != organisation.team_of_post[to]).all(), "a tie within a team"
    assert len(np.unique(organisation.centrality)) == organisation.staff


@settings(max_examples=60, deadline=None)
@given(staff=st.integers(1, 700), seed=st.integers(0, 2**64 - 1), ties=st.integers(0, 7))
def test_an_organisation_of_any_size_holds_together(staff: int, seed: int, ties: int) -> None:
    organisation = build_organisation(staff=staff, seed=seed, ties_per_post=ties)
    assert organisation.staff == staff
    check_invariants(organisation)
    assert np.diff(organisation.tie_start).max() <= ties


@settings(max_examples=30, deadline=None)
@given(staff=st.integers(1, 300), team_size=st.integers(1, 40))
def test_the_reference_organisation_holds_together(staff: int, team_size: int) -> None:
    organisation = reference_organisation(staff, team_size)
    check_invariants(organisation)
    assert (
        set(organisation.status)
        == set(organisation.exposure)
        == set(organisation.leaving_multiplier)
        == {1.0}
    )
    assert organisation.places_of_team.min() >= 1


def test_the_reference_organisation_is_the_model_documents() -> None:
    organisation = reference_organisation()
    assert (organisation.staff, organisation.teams) == (1000, 50)
    assert set(organisation.team_size.tolist()) == {20}
    assert set(organisation.places_of_team.tolist()) == {5}
    assert organisation.observed is None
    assert not organisation.professions_matter
    assert organisation.hash == build_organisation("reference").hash


def test_one_post_is_an_organisation() -> None:
    organisation = build_organisation(staff=1)
    assert (organisation.staff, organisation.teams, len(organisation.tie_to)) == (1, 1, 0)
    assert organisation.exposure.tolist() == organisation.leaving_multiplier.tolist() == [1.0]


def test_the_acute_trust_has_exactly_the_shares_of_its_setting() -> None:
    organisation = build_organisation("acute_trust")
    counts = np.bincount(organisation.profession_of_post, minlength=len(organisation.professions))
    shares = [one.share.value for one in organisation.setting.professions.values()]
    assert counts.tolist() == pytest.approx([1000 * share for share in shares])
    names = organisation.directorate_names
    teams = dict(zip(names, np.bincount(organisation.directorate_of_team).tolist(), strict=True))
    assert teams["medicine"] == 12
    assert teams["emergency_and_urgent"] == 5


def test_directorates_differ_in_who_works_there() -> None:
    organisation = build_organisation("acute_trust", staff=2000)
    directorate = organisation.directorate_of_team[organisation.team_of_post]

    def share(profession: str, where: str) -> float:
        here = directorate == organisation.directorate_names.index(where)
        is_one = organisation.profession_of_post == organisation.profession_names.index(profession)
        return float(is_one[here].mean())

    assert share("estates_and_facilities", "corporate_and_estates") > 0.2
    assert share("estates_and_facilities", "medicine") < 0.02
    assert share("allied_health_and_scientists", "clinical_support") > 0.5


def test_the_frontline_carry_all_the_exposure() -> None:
    organisation = build_organisation("acute_trust")
    facing = np.array([one.frontline for one in organisation.professions])[organisation.profession_of_post]
    assert (organisation.exposure[~facing] == 0).all()
    assert organisation.exposure[facing] == pytest.approx(1 / facing.mean())


def test_places_of_care_follow_the_frontline_posts() -> None:
    organisation = build_organisation("acute_trust", staff=20_000)
    facing = (organisation.exposure > 0).sum()
    assert organisation.places_of_team.sum() == round(0.25 * facing)


def test_the_seed_moves_ties_and_seats_but_not_counts() -> None:
    one, same, other = (build_organisation(seed=seed) for seed in (1, 1, 2))
    assert one.hash == same.hash != other.hash
    assert not np.array_equal(one.tie_to, other.tie_to)
    for team in range(one.teams):
        posts = slice(one.team_start[team], one.team_start[team + 1])
        assert sorted(one.profession_of_post[posts]) == sorted(other.profession_of_post[posts])


def test_about_four_ties_for_each_post_across_the_whole_organisation() -> None:
    organisation = reference_organisation()
    assert len(organisation.tie_to) / organisation.staff == pytest.approx(4 * (1 - 19 / 999), abs=0.1)
    # Rings tie everybody together: from one post all others are reached
    reached, frontier = {0}, [0]
    while frontier:
        ends = [int(end) for post in frontier for end in organisation.ties_of(post)]
        frontier = list(set(ends) - reached)
        reached |= set(frontier)
    assert len(reached) > 990


def test_one_more_post_leaves_most_ties_alone() -> None:
    smaller, larger = reference_organisation(1000), reference_organisation(1001, 20)
    changed = sum(set(smaller.ties_of(post)) != set(larger.ties_of(post)) for post in range(1000))
    assert changed < 100, "an organisation's ties should not depend on how many others there are"


def test_every_shipped_organisation_and_setting_builds() -> None:
    for name in setting_names():
        check_invariants(build_organisation(name))
    for name, path in gallery_organisations().items():
        assert build_organisation(name).hash == build_organisation(path).hash
    assert "nhs_trust/acute_trust" in gallery_organisations()


def test_every_mix_of_the_setting_is_near_its_shares() -> None:
    for name in setting_names():
        setting = load_setting(name)
        for profession, data in setting.professions.items():
            mixed = sum(one.share.value * one.mix.get(profession, 0) for one in setting.directorates.values())
            assert mixed == pytest.approx(data.share.value, abs=0.02), profession


def test_every_number_of_a_setting_names_its_source() -> None:
    for name in setting_names():
        setting = load_setting(name)
        figures = [setting.care.places_per_frontline_post]
        for one in setting.professions.values():
            figures += [one.share, one.status, one.leaver_rate_percent]
        for figure in figures:
            assert figure.mark != "own"
            assert figure.mark != "found" or (figure.url and figure.grade)


@pytest.mark.parametrize("staff", [0, -5, 2_000_001, 20.5, 1000.0, "1000", True, float("nan")])
def test_a_number_of_staff_that_is_none(staff: object) -> None:
    with pytest.raises(InputError, match="number of staff"):
        build_organisation(staff=staff)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", [-1, 2**64, 0.5, "1", True])
def test_a_seed_that_is_none(seed: object) -> None:
    with pytest.raises(InputError, match="seed"):
        build_organisation(seed=seed)  # type: ignore[arg-type]


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match="Did you mean 'nhs_trust/acute_trust'"):
        build_organisation("nhs_trust/acute_trst")
    with pytest.raises(InputError, match="no such file"):
        build_organisation("nowhere.yaml")
    with pytest.raises(InputError, match="not a setting"):
        reference_organisation(setting="nhs")
