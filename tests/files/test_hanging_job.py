"""A job that hangs is killed after its limit, fails with a reason, and does not keep the one worker from the others."""

import pytest

from tests.files.worker import Installation


@pytest.mark.journey
def test_a_job_that_hangs_is_stopped_and_the_next_one_is_done(installation: Installation) -> None:
    installation.start()
    installation.ask_for(1, kind="proof_hang")
    installation.wait_for(lambda: installation.state(1)[0] == "running")
    installation.ask_for(2)
    installation.wait_for(lambda: installation.state(2)[0] == "done", 60)
    ((state, error, attempts),) = installation.rows(
        "SELECT state, error, attempts FROM files_job WHERE key = 'proof/1'"
    )
    assert (state, attempts) == ("failed", 1)
    assert "longer than 3 seconds" in error
