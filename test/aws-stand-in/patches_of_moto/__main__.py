"""moto as an account in which whole stacks can be deployed: `python -m patches_of_moto -H ADDRESS -p PORT` beside this folder."""

from moto.server import main

from patches_of_moto import change_sets, completions, identities, policies, projects, repositories, signing, stacks

assert repositories and projects and policies and signing  # Being imported makes a type known.

change_sets.install()
completions.install()
identities.install()
stacks.install()
main()
