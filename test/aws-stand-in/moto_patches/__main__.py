"""moto as an account in which whole stacks can be deployed: `python -m moto_patches -H ADDRESS -p PORT` beside this folder."""

from moto.server import main

from moto_patches import change_sets, completions, identities, policies, projects, repositories, signing, stacks

assert repositories and projects and policies and signing  # Being imported makes a type known.

change_sets.install()
completions.install()
identities.install()
stacks.install()
main()
