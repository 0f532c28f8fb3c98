#!/usr/bin/env bash
# Limits an SSH login to Git's two server programs, on the repositories of its key.
#   serve-ssh.sh FOLDER KEY NAME=RIGHT…      FOLDER holds the bare repositories, RIGHT is pull or push
folder=$1
key=$2
shift 2

refuse() {
  printf 'fatal: %s\n' "$*" >&2
  exit 128
}

[[ ${SSH_ORIGINAL_COMMAND:-} =~ ^git-(upload|receive)-pack\ \'/?v1/repos/([A-Za-z0-9._-]+)\'$ ]] || refuse "CodeCommit runs Git alone, not: ${SSH_ORIGINAL_COMMAND:-a shell}"
service=${BASH_REMATCH[1]}
repository=${BASH_REMATCH[2]}

for granted; do
  case $service/$granted in
    upload/"$repository"=pull | upload/"$repository"=push | receive/"$repository"=push)
      [ -d "$folder/$repository" ] || refuse "RepositoryDoesNotExistException: $repository"
      exec "git-$service-pack" "$folder/$repository"
      ;;
  esac
done
refuse "the key $key may not use git-$service-pack on $repository"
