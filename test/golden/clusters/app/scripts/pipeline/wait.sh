#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Waits until the pipeline has succeeded; starts it first if it does not run and has not succeeded.
. "$(dirname "$0")/../lib/common.sh"

# ask QUERY: prints a field of the newest execution.
ask() {
  aws codepipeline list-pipeline-executions --pipeline-name "$PIPELINE" --no-paginate --output text \
    --query "pipelineExecutionSummaries[0].$1"
}

# problems: prints each failed action with its error.
problems() {
  aws codepipeline get-pipeline-state --name "$PIPELINE" --output text --query \
    "stageStates[].actionStates[?latestExecution.status=='Failed'][].[actionName, latestExecution.errorDetails.message]" |
    awk -F '\t' '{ print "  " $1 ": " $2 }'
}

require_account
need awk
if $DRY_RUN; then
  run aws codepipeline list-pipeline-executions --pipeline-name "$PIPELINE"
  exit
fi

status=None
# A new pipeline starts by itself, but not at once.
for pause in 2 3 5 5 5 0; do
  status=$(ask status) || die 'CodePipeline did not report its executions: see above. If there is no pipeline yet: npx projen pipeline:deploy'
  [ "$status" = None ] || break
  sleep "$pause"
done
case $status in
  InProgress | Stopping | Succeeded) ;;
  *)
    say "Starting the pipeline: $(aws codepipeline start-pipeline-execution --name "$PIPELINE" --query pipelineExecutionId --output text)"
    status=InProgress
    ;;
esac

while [ "$status" = InProgress ] || [ "$status" = Stopping ]; do
  [ $SECONDS -lt 7200 ] || die "The pipeline is still $status after two hours: npx projen pipeline:status"
  sleep 5
  status=$(ask status) || die 'CodePipeline did not report its executions: see above.'
done
[ "$status" = Succeeded ] || die "The pipeline has not succeeded ($status):
$(problems)
  To see why: \"npx projen pipeline:logs\" for the build, with --stage for another stage."
say 'The pipeline has succeeded.'
