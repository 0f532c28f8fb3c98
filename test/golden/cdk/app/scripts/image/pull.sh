#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Pulls the images that the Dockerfile begins with, and tries again when their registry asks for fewer requests.
. "$(dirname "$0")/../lib/common.sh"

# base_images: the images of FROM, each once. Not stages of the Dockerfile, and not images with variables in their names or for another
# platform, which "docker build" pulls itself.
base_images() {
  awk '
    { sub(/\r$/, "") }
    # The lines of a document (RUN <<EOF) are no instructions, and neither is a continued line.
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

# is_here IMAGE: whether Docker has it for this platform. "docker build" then takes it, too.
is_here() { [ "$(docker image inspect --format '{{.Os}}/{{.Architecture}}' "$1" 2>/dev/null)" = "$PLATFORM" ]; }

# pull IMAGE: public.ecr.aws allows one pull a second without an account, and answers the next one with "toomanyrequests".
pull() {
  local answer pause
  for pause in 1 2 4 8 16 0; do
    answer=$(docker pull --quiet --platform "$PLATFORM" "$1" 2>&1) && return
    # What the registry or the network refuses now may work later. An image that does not exist never does.
    case $answer in
      *toomanyrequests* | *TOOMANYREQUESTS* | *'Too Many Requests'* | *' 50'[0234]' '*) ;;
      *[Tt]imeout* | *'deadline exceeded'* | *'connection reset'* | *'unexpected EOF'*) ;;
      *) break ;;
    esac
    [ "$pause" != 0 ] || break
    say "$1 cannot be pulled yet. Trying again in $pause s: $answer"
    sleep "$pause"
  done
  die "$1 cannot be pulled: $answer"
}

need docker awk
for image in $(base_images); do
  if $DRY_RUN; then
    run docker pull --platform "$PLATFORM" "$image"
  else
    is_here "$image" || pull "$image"
  fi
done
