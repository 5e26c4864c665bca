"""The cast holds what its names promise."""

import pytest

from accounts.access import Role
from accounts.gate import standing_roles
from tests.cast import MEMBERS, Cast


def test_everybody_is_made_once_with_their_posts(cast: Cast) -> None:
    people = cast.everybody()
    assert len({person.pk for person in people.values()}) == len(MEMBERS)
    assert cast.director is people["director"]
    for key, person in people.items():
        assert {Role(post.post) for post in person.posts.held()} == set(MEMBERS[key].posts)


def test_a_name_that_is_not_in_the_cast_is_an_error(cast: Cast) -> None:
    with pytest.raises(AttributeError, match="nobody_such"):
        _ = cast.nobody_such


def test_roles_follow_side_post_and_suspension(cast: Cast) -> None:
    assert standing_roles(cast.director) == {Role.DIRECTOR, Role.OFSTED, Role.SIGNED_IN, Role.PUBLIC}
    assert standing_roles(cast.chief_executive) == {Role.CHIEF_EXECUTIVE, Role.SIGNED_IN, Role.PUBLIC}
    assert standing_roles(cast.suspended) == {Role.PUBLIC}
