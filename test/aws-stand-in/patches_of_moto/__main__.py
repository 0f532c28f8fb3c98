"""
moto as an account in which whole stacks can be deployed: `python -m patches_of_moto -H ADDRESS -p PORT` beside this
folder.
"""

from moto.server import main

from patches_of_moto import (
    calls,
    change_sets,
    completions,
    deletion,
    identities,
    policies,
    projects,
    repositories,
    signing,
    stacks,
)
from patches_of_moto.patch import require_version

# Importing a module installs its patches and registers its types.
assert (
    calls
    and change_sets
    and completions
    and deletion
    and identities
    and policies
    and projects
    and repositories
    and signing
    and stacks
)

require_version()
main()
