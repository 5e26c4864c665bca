"""Sign-in by email address and password; a request's person comes with their posts in one query."""

from django.contrib.auth.backends import ModelBackend
from django.db.models import BigAutoField, F, FilteredRelation, Q, QuerySet

from accounts import clock
from accounts.models import Person
from accounts.prepared import Given, Prepared

POSTS = "posts_of_this_request"


def _with_posts() -> QuerySet[Person]:
    """A line for each post that the person holds at the moment of asking; one line with none."""
    until = Q(posts__until=None) | Q(posts__until__gt=clock.NOW)
    held = FilteredRelation("posts", condition=Q(posts__since__lte=clock.NOW) & until)
    return Person.objects.annotate(held=held, post_held=F("held__post")).filter(pk=Given("pk", BigAutoField()))


_PERSON = Prepared(_with_posts)


class EmailBackend(ModelBackend):
    """Django's own check, without its permission tables: who may do what is the access table's business."""

    def get_user_permissions(self, user_obj, obj=None):  # type: ignore[no-untyped-def]
        return set()

    get_group_permissions = get_user_permissions
    get_all_permissions = get_user_permissions

    def has_perm(self, user_obj, perm, obj=None):  # type: ignore[no-untyped-def]
        return False

    def get_user(self, user_id: int) -> Person | None:
        """Whom the session is of, with the posts that `accounts.gate.read_once` then need not ask for."""
        lines = _PERSON.rows(pk=user_id)
        if not lines or not self.user_can_authenticate(lines[0]):
            return None
        person = lines[0]
        person.__dict__[POSTS] = {line.post_held for line in lines if line.post_held}  # type: ignore[attr-defined]
        return person
