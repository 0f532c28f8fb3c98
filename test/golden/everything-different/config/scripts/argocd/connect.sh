#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Lets Argo CD read the config repo over SSH, with a key of its own; --rotate replaces the key.
TASK_FLAGS='--rotate --fingerprint'
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh
. scripts/lib/infra.sh
. scripts/lib/known-hosts.sh

secret=repository-$APPLICATION
connection=argocd/connection.yaml

require_account
require_cluster
need ssh ssh-keygen ssh-keyscan awk base64 cmp

if $DRY_RUN; then
  run ssh-keyscan -t rsa "$CODECOMMIT_HOST"
  say 'Then a key pair is made. Its public half goes to IAM; where CodeCommit accepts it, its private half goes into a Secret of Argo CD, and'
  say 'its id into argocd/connection.yaml.'
  exit
fi

user=$(infra_output repositories ReaderUserName) ||
  die "The name of Argo CD's IAM user cannot be read: see above. If you have not created it yet: npx projen repos:deploy in the app repo."

# --- Argo CD must know that it speaks to CodeCommit ---------------------------------------------------------------------

private=$(mktemp -d) # readable by its owner alone
made=
# A key that did not reach Argo CD is of no use, and would take one of the five places that IAM has.
trap '[ -z "$made" ] || take_back; rm -rf "$private"' EXIT

ssh-keyscan -t rsa "$CODECOMMIT_HOST" >"$private/host" 2>"$private/said" && [ -s "$private/host" ] ||
  die "$CODECOMMIT_HOST does not answer, or not with an RSA host key. $(cat "$private/said")"
found=$(ssh-keygen -l -f "$private/host" | awk '{ print $2 }')
expected=$(flag_value --fingerprint)
expected=${expected:-$CODECOMMIT_FINGERPRINT}
if [ -z "$expected" ]; then
  die "$CODECOMMIT_HOST shows the key $found. Compare it with the one that AWS publishes for $REGION
  (https://docs.aws.amazon.com/codecommit/latest/userguide/regions.html#regions-fingerprints), then run this again with
  --fingerprint and what is written there."
fi
[ "$found" = "$expected" ] || die "$CODECOMMIT_HOST shows the key $found instead of $expected: somebody may be listening in."

# tell_host: adds CodeCommit to the hosts that Argo CD knows.
tell_host() {
  local host
  host=$(grep -v '^#' "$private/host")
  if [ "$(known_codecommit)" != "$host" ]; then
    know_codecommit "$host"
    # Its pods would see the new list a minute or two later.
    argo rollout restart deployment/argocd-repo-server >/dev/null
    argo rollout status deployment/argocd-repo-server --timeout 5m >/dev/null
  fi
}

# take_back: deletes the new key from IAM.
take_back() {
  aws iam delete-ssh-public-key --user-name "$user" --ssh-public-key-id "$made" ||
    warn "The new key stays in IAM: aws iam delete-ssh-public-key --user-name $user --ssh-public-key-id $made"
}

# --- Its key ------------------------------------------------------------------------------------------------------------

# write_connection URL: makes it the address in argocd/connection.yaml.
write_connection() {
  sed "s#^\( *repoURL:\).*#\1 $1#" "$connection" >"$private/connection"
  cmp -s "$private/connection" "$connection" || cat "$private/connection" >"$connection"
}

# The Secret says which key Argo CD has; argocd/connection.yaml may be out of date in this clone.
url=$(argo get secret "$secret" --ignore-not-found --output 'jsonpath={.data.url}' | base64 --decode)
old=$(printf '%s' "$url" | sed -n 's#^ssh://\([A-Z0-9]*\)@.*#\1#p')
if [ -n "$old" ] && ! has_flag --rotate &&
  aws iam get-ssh-public-key --user-name "$user" --ssh-public-key-id "$old" --encoding SSH >/dev/null 2>&1; then
  tell_host
  write_connection "$url"
  say "Argo CD has the key $old already. --rotate replaces it."
  exit
fi

# CodeCommit takes RSA alone.
ssh-keygen -q -t rsa -b 4096 -N '' -C "$user" -f "$private/key"
id=$(aws iam upload-ssh-public-key --user-name "$user" --ssh-public-key-body "file://$private/key.pub" \
  --query SSHPublicKey.SSHPublicKeyId --output text) ||
  die "IAM did not take the key. A user has room for five: aws iam list-ssh-public-keys --user-name $user"
made=$id

# --- Does CodeCommit accept it, from a client such as Argo CD's? ----------------------------------------------------------

# connects: reads the list of branches and asks for nothing, as the git in Argo CD's image would: without SHA-1 signatures.
connects() {
  ssh -F /dev/null -T -i "$private/key" -o IdentitiesOnly=yes -o BatchMode=yes -o ConnectTimeout=10 \
    -o StrictHostKeyChecking=yes -o "UserKnownHostsFile=$private/host" -o GlobalKnownHostsFile=/dev/null \
    -o HostKeyAlgorithms=rsa-sha2-512,rsa-sha2-256 -o PubkeyAcceptedKeyTypes=rsa-sha2-512,rsa-sha2-256 \
    "$id@$CODECOMMIT_HOST" "git-upload-pack '/v1/repos/$CONFIG_REPO'" <<<0000 >/dev/null 2>"$private/said"
}

# give_up WORDS: ends the task, which takes the new key back, so that all is as it was.
give_up() {
  die "$1
  Nothing of Argo CD was changed."
}

https="The answer repoAuth: https works without SSH: write \"repoAuth\": \"https\" into .projenrc.json here and in the app repo, run
  \"npx projen\" in both, and here \"npx projen argocd:connect\" again."
say 'Waiting for CodeCommit to accept the new key.'
# IAM tells CodeCommit of a new key a moment later.
for pause in 1 2 4 8 15 30 30 30 0; do
  code=0
  connects || code=$?
  said=$(cat "$private/said")
  case $code/$said in
    0/* | *'successfully authenticated'*) break ;;
    255/*'no matching host key type'*)
      give_up "CodeCommit offers only SHA-1 host keys over SSH ($said),
  which the git in Argo CD's image refuses. $https" ;;
    255/*'Host key verification failed'*)
      give_up "$CODECOMMIT_HOST now shows another key than $expected: another server may answer in its place. $said" ;;
  esac
  [ "$pause" = 0 ] || sleep "$pause"
done
case $code/$said in
  0/* | *'successfully authenticated'*) ;;
  255/*'Permission denied'*) give_up "CodeCommit did not accept the new key $id within two minutes: $said
  IAM may need longer: run this again. $https" ;;
  255/*) give_up "$CODECOMMIT_HOST does not answer any more: $said" ;;
  *) give_up "CodeCommit accepted the key, but not the request for $CONFIG_REPO (exit code $code). Was it pushed, and may $user read it? $said" ;;
esac

# A password that Argo CD had before (repoAuth: https).
name=$(argo get secret "$secret" --ignore-not-found --output 'jsonpath={.data.username}' | base64 --decode)
password=
[ -z "$name" ] || password=$(aws iam list-service-specific-credentials --user-name "$user" --service-name codecommit.amazonaws.com \
  --query "ServiceSpecificCredentials[?ServiceUserName=='$name'].ServiceSpecificCredentialId" --output text)

tell_host
url=ssh://$id@$CODECOMMIT_HOST/v1/repos/$CONFIG_REPO
kubectl create secret generic "$secret" --from-literal=type=git --from-literal="url=$url" \
  --from-file="sshPrivateKey=$private/key" --dry-run=client --output yaml |
  kubectl label --local --filename - --output yaml argocd.argoproj.io/secret-type=repository |
  argo apply --server-side --force-conflicts --filename - >/dev/null ||
  die 'Argo CD did not get the Secret; kubectl says why above. Is it installed? npx projen argocd:install'
made=

write_connection "$url"
if argo get application "$APPLICATION" >/dev/null 2>&1; then
  argo apply --server-side --force-conflicts --kustomize argocd >/dev/null
fi
if [ -n "$old" ]; then
  aws iam delete-ssh-public-key --user-name "$user" --ssh-public-key-id "$old" 2>/dev/null || true
fi
case $password in
  '' | None) ;;
  *) aws iam delete-service-specific-credential --user-name "$user" --service-specific-credential-id "$password" ;;
esac
say "Argo CD has the key $id. Its id now is in $connection: commit and push that."
