#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Connects Argo CD to the config repo over SSH, with a separate key; --rotate replaces the key.
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
  say 'Then the task creates a key pair and uploads the public key to IAM. Once CodeCommit accepts it, the task writes the private key'
  say 'into a Secret of Argo CD, and the key ID into argocd/connection.yaml.'
  exit
fi

user=$(infra_output repositories ReaderUserName) ||
  die "Cannot read the name of Argo CD's IAM user: see above. If you have not created it yet, run in the app repo: npx projen repos:deploy"

# --- The host key of CodeCommit ---------------------------------------------------------------------------------------

private=$(mktemp -d) # readable by its owner alone
made=
# A key that does not reach Argo CD is useless and would count towards IAM's limit of five.
trap '[ -z "$made" ] || take_back; rm -rf "$private"' EXIT

ssh-keyscan -t rsa "$CODECOMMIT_HOST" >"$private/host" 2>"$private/said" && [ -s "$private/host" ] ||
  die "$CODECOMMIT_HOST did not return an RSA host key. $(cat "$private/said")"
found=$(ssh-keygen -l -f "$private/host" | awk '{ print $2 }')
expected=$(flag_value --fingerprint)
expected=${expected:-$CODECOMMIT_FINGERPRINT}
if [ -z "$expected" ]; then
  die "$CODECOMMIT_HOST has the host key $found. Compare it with the fingerprint that AWS publishes for $REGION
  (https://docs.aws.amazon.com/codecommit/latest/userguide/regions.html#regions-fingerprints), then run this again with
  --fingerprint and the published fingerprint."
fi
[ "$found" = "$expected" ] || die "$CODECOMMIT_HOST has the host key $found instead of $expected: another server may be intercepting the connection."

# tell_host: adds CodeCommit to Argo CD's known hosts.
tell_host() {
  local host
  host=$(grep -v '^#' "$private/host")
  if [ "$(known_codecommit)" != "$host" ]; then
    know_codecommit "$host"
    # Without a restart, its pods would read the new list only after a minute or two.
    argo rollout restart deployment/argocd-repo-server >/dev/null
    argo rollout status deployment/argocd-repo-server --timeout 5m >/dev/null
  fi
}

# take_back: deletes the new key from IAM.
take_back() {
  aws iam delete-ssh-public-key --user-name "$user" --ssh-public-key-id "$made" ||
    warn "IAM still has the new key. To delete it: aws iam delete-ssh-public-key --user-name $user --ssh-public-key-id $made"
}

# --- The key of Argo CD -----------------------------------------------------------------------------------------------

# write_connection URL: writes the URL into argocd/connection.yaml.
write_connection() {
  sed "s#^\( *repoURL:\).*#\1 $1#" "$connection" >"$private/connection"
  cmp -s "$private/connection" "$connection" || cat "$private/connection" >"$connection"
}

# The Secret has the ID of the key that Argo CD uses; argocd/connection.yaml may be out of date in this clone.
url=$(argo get secret "$secret" --ignore-not-found --output 'jsonpath={.data.url}' | base64 --decode)
old=$(printf '%s' "$url" | sed -n 's#^ssh://\([A-Z0-9]*\)@.*#\1#p')
if [ -n "$old" ] && ! has_flag --rotate &&
  aws iam get-ssh-public-key --user-name "$user" --ssh-public-key-id "$old" --encoding SSH >/dev/null 2>&1; then
  tell_host
  write_connection "$url"
  say "Argo CD already has the key $old. --rotate replaces it."
  exit
fi

# CodeCommit supports only RSA keys.
ssh-keygen -q -t rsa -b 4096 -N '' -C "$user" -f "$private/key"
id=$(aws iam upload-ssh-public-key --user-name "$user" --ssh-public-key-body "file://$private/key.pub" \
  --query SSHPublicKey.SSHPublicKeyId --output text) ||
  die "IAM rejected the key: see above. A user can have five: aws iam list-ssh-public-keys --user-name $user"
made=$id

# --- Test the key as Argo CD will use it ------------------------------------------------------------------------------

# connects: lists the branches and fetches nothing, as git in Argo CD's image does: without SHA-1 signatures.
connects() {
  ssh -F /dev/null -T -i "$private/key" -o IdentitiesOnly=yes -o BatchMode=yes -o ConnectTimeout=10 \
    -o StrictHostKeyChecking=yes -o "UserKnownHostsFile=$private/host" -o GlobalKnownHostsFile=/dev/null \
    -o HostKeyAlgorithms=rsa-sha2-512,rsa-sha2-256 -o PubkeyAcceptedKeyTypes=rsa-sha2-512,rsa-sha2-256 \
    "$id@$CODECOMMIT_HOST" "git-upload-pack '/v1/repos/$CONFIG_REPO'" <<<0000 >/dev/null 2>"$private/said"
}

# give_up WORDS: exits with an error. The trap deletes the new key.
give_up() {
  die "$1
  The task has changed nothing in Argo CD."
}

https="To connect without SSH, write \"repoAuth\": \"https\" into .projenrc.json here and in the app repo. Run
  \"npx projen\" in both, then \"npx projen argocd:connect\" here."
say 'Waiting for CodeCommit to accept the new key.'
# CodeCommit accepts a new key only some time after its upload to IAM.
for pause in 1 2 4 8 15 30 30 30 0; do
  code=0
  connects || code=$?
  said=$(cat "$private/said")
  case $code/$said in
    0/* | *'successfully authenticated'*) break ;;
    255/*'no matching host key type'*)
      give_up "CodeCommit offers only SHA-1 host keys over SSH ($said),
  which git in Argo CD's image rejects. $https" ;;
    255/*'Host key verification failed'*)
      give_up "$CODECOMMIT_HOST now has another host key than $expected: another server may be intercepting the connection. $said" ;;
  esac
  [ "$pause" = 0 ] || sleep "$pause"
done
case $code/$said in
  0/* | *'successfully authenticated'*) ;;
  255/*'Permission denied'*) give_up "CodeCommit did not accept the new key $id within two minutes: $said
  IAM may need longer: run this again. $https" ;;
  255/*) give_up "$CODECOMMIT_HOST no longer answers: $said" ;;
  *) give_up "CodeCommit accepted the key, but rejected the request for $CONFIG_REPO (exit code $code). Have you pushed the repository, and
  does $user have permission to read it? $said" ;;
esac

# The password of an earlier connection (repoAuth: https).
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
  die 'kubectl could not write the Secret of Argo CD: see above. If Argo CD is not installed: npx projen argocd:install'
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
say "Argo CD has the key $id. Its ID is in $connection: commit and push this file."
