"""The published framework, version by version, with typed access: `version("2024-04-05").criteria_of("private")`."""

from framework.versions.loading import all_versions, in_force, version
from framework.versions.reading import BadFramework
from framework.versions.whole import FrameworkVersion

__all__ = ["BadFramework", "FrameworkVersion", "all_versions", "in_force", "version"]
