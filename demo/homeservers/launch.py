"""Runs Synapse until it is told to stop, or until whoever started it is gone (its end of our standard input closes)."""

import os
import signal
import threading


def end_with_parent() -> None:
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=end_with_parent, daemon=True).start()

from synapse.app.homeserver import main  # noqa: E402

main()
