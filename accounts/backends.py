"""Sign-in by email address and password."""

from django.contrib.auth.backends import ModelBackend


class EmailBackend(ModelBackend):
    """Django's own check, without its permission tables: who may do what is the access table's business."""

    def get_user_permissions(self, user_obj, obj=None):  # type: ignore[no-untyped-def]
        return set()

    get_group_permissions = get_user_permissions
    get_all_permissions = get_user_permissions

    def has_perm(self, user_obj, perm, obj=None):  # type: ignore[no-untyped-def]
        return False
