"""What may import what."""

import subprocess
import sys


def test_the_attribution_engine_needs_no_framework() -> None:
    # given
    program = "import sys, webapp.attribution.text.sentences; print('\\n'.join(sys.modules))"

    # when
    run = subprocess.run(  # noqa: S603 (our own interpreter and program)
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    # then
    assert not {"flask", "sqlalchemy", "wtforms"} & set(run.stdout.split())
