"""The server's process: Streamlit, except that it never asks the internet what this machine's address is.

Streamlit 1.67 does so (an HTTP request to an outside service) when it listens on 0.0.0.0, and whenever a page of an
unknown origin tries to connect. There is no setting for it, so the one function is replaced before the server starts.
"""

from streamlit import net_util
from streamlit.web import cli


def no_external_address() -> None:
    """What is said instead: nothing is known, and nobody was asked."""
    return


def main() -> None:
    """Run Streamlit's own command line with the words given."""
    net_util.get_external_ip = no_external_address
    cli.main(prog_name="streamlit")


if __name__ == "__main__":
    main()
