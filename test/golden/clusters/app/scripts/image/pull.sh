#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Pulls the base images of the Dockerfile and retries when the registry throttles requests.
. "$(dirname "$0")/../lib/common.sh"

# base_images: prints the image of each FROM once. Leaves out build stages. Also leaves out images with a variable in
# the name or for another platform, which "docker build" pulls itself.
base_images() {
  awk '
    { sub(/\r$/, "") }
    # The lines of a here-document (RUN <<EOF) and continuation lines are not instructions.
    document { if ($1 == document) document = ""; next }
    match($0, /<<-?["\047]?[A-Za-z_]+/) {
      document = substr($0, RSTART, RLENGTH)
      gsub(/[<"\047-]/, "", document)
    }
    !continued && toupper($1) == "FROM" {
      other = 0
      for (name = 2; $name ~ /^--/; name++) if ($name ~ /^--platform=[^$]/) other = 1
      if (!other && $name !~ /[$]/ && $name != "scratch" && !(tolower($name) in stages) && !seen[$name]++) print $name
      if (toupper($(name + 1)) == "AS") stages[tolower($(name + 2))]
    }
    { continued = /\\[ \t]*$/ }
  ' Dockerfile
}

# is_here IMAGE: whether Docker has the image for this platform. "docker build" then uses it, too.
is_here() { [ "$(docker image inspect --format '{{.Os}}/{{.Architecture}}' "$1" 2>/dev/null)" = "$PLATFORM" ]; }

# pull IMAGE: without an account, public.ecr.aws allows one pull a second and rejects more with "toomanyrequests".
pull() {
  local answer pause
  for pause in 1 2 4 8 16 0; do
    answer=$(docker pull --quiet --platform "$PLATFORM" "$1" 2>&1) && return
    # Retry throttling, server errors and network errors. Fail at once if the image does not exist.
    case $answer in
      *toomanyrequests* | *TOOMANYREQUESTS* | *'Too Many Requests'* | *' 50'[0234]' '*) ;;
      *[Tt]imeout* | *'deadline exceeded'* | *'connection reset'* | *'unexpected EOF'*) ;;
      *) break ;;
    esac
    [ "$pause" != 0 ] || break
    say "Cannot pull $1 yet. Retrying in $pause s: $answer"
    sleep "$pause"
  done
  die "Cannot pull $1: $answer"
}

need docker awk
for image in $(base_images); do
  if $DRY_RUN; then
    run docker pull --platform "$PLATFORM" "$image"
  else
    is_here "$image" || pull "$image"
  fi
done
