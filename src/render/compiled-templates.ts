/* eslint-disable */
// Compiled from templates/ by projenrc/compile-templates.ts.
import type { Generator } from './render';

export const TEMPLATES: Generator['templates'] = [
  { ...{"repo":"app","ownership":"managed","layer":"base","path":"infra/pipeline.yaml"}, render: (locals: any, escape, include) => {
const { appName, trigger, prBuilds, defaultBranch, architecture, appRepoName, ecrRepositoryName, versions } = locals; void { appName, trigger, prBuilds, defaultBranch, architecture, appRepoName, ecrRepositoryName, versions };
let output = "";
const __append = (text: string) => { output += text; };
__append("AWSTemplateFormatVersion: \"2010-09-09\"\nDescription: ")
__append(escape( `The pipeline of ${appName}: from a change in CodeCommit to an image in ECR.` ))
__append("\n\nParameters:\n  RepositoryName:\n    Type: String\n    Default: ")
__append(escape( appRepoName ))
__append("\n    Description: The CodeCommit repository of the service.\n  BranchName:\n    Type: String\n    Default: ")
__append(escape( defaultBranch ))
__append("\n    Description: The branch that is built.\n  ImageRepositoryName:\n    Type: String\n    Default: ")
__append(escape( ecrRepositoryName ))
__append("\n    Description: The ECR repository that the pipeline makes for the images.\n  ImagesToKeep:\n    Type: Number\n    Default: 100\n    MinValue: 10\n    Description: How many images stay in the registry. One that is running must not be among those that go.\n  DaysToKeepLogs:\n    Type: Number\n    Default: 90\n    AllowedValues: [30, 60, 90, 180, 365, 731]\n    Description: How long the logs of builds stay.\n\nResources:\n  # --- Images ---------------------------------------------------------------------------------------------------------\n\n  Images:\n    Type: AWS::ECR::Repository\n    Properties:\n      RepositoryName: !Ref ImageRepositoryName\n      # A tag is a commit, and a commit does not change.\n      ImageTagMutability: IMMUTABLE\n      ImageScanningConfiguration:\n        ScanOnPush: true\n      EncryptionConfiguration:\n        EncryptionType: AES256\n      LifecyclePolicy:\n        LifecyclePolicyText: !Sub |\n          {\n            \"rules\": [\n              {\n                \"rulePriority\": 1,\n                \"description\": \"Keep the newest ${ImagesToKeep} images\",\n                \"selection\": { \"tagStatus\": \"any\", \"countType\": \"imageCountMoreThan\", \"countNumber\": ${ImagesToKeep} },\n                \"action\": { \"type\": \"expire\" }\n              }\n            ]\n          }\n      # The images can be built again from Git, so that they go with the stack.\n      EmptyOnDelete: true\n\n  # --- What the pipeline hands from stage to stage ----------------------------------------------------------------------\n\n  Artifacts:\n    Type: AWS::S3::Bucket\n    DeletionPolicy: Delete\n    UpdateReplacePolicy: Delete\n    Properties:\n      BucketEncryption:\n        ServerSideEncryptionConfiguration:\n          - ServerSideEncryptionByDefault:\n              SSEAlgorithm: AES256\n      PublicAccessBlockConfiguration:\n        BlockPublicAcls: true\n        BlockPublicPolicy: true\n        IgnorePublicAcls: true\n        RestrictPublicBuckets: true\n      OwnershipControls:\n        Rules:\n          - ObjectOwnership: BucketOwnerEnforced\n      # CodePipeline names artifacts by their versions.\n      VersioningConfiguration:\n        Status: Enabled\n      # An artifact is of no use once its execution has ended.\n      LifecycleConfiguration:\n        Rules:\n          - Id: forget\n            Status: Enabled\n            ExpirationInDays: 30\n            NoncurrentVersionExpiration:\n              NoncurrentDays: 1\n            AbortIncompleteMultipartUpload:\n              DaysAfterInitiation: 1\n\n  ArtifactsPolicy:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: !Ref Artifacts\n      PolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n          # Nobody, whatever their rights, reads or writes without encryption on the way.\n          - Effect: Deny\n            Principal: \"*\"\n            Action: s3:*\n            Resource:\n              - !GetAtt Artifacts.Arn\n              - !Sub ${Artifacts.Arn}/*\n            Condition:\n              Bool:\n                aws:SecureTransport: \"false\"\n\n  # --- Build ----------------------------------------------------------------------------------------------------------\n\n  BuildLogs:\n    Type: AWS::Logs::LogGroup\n    DeletionPolicy: Delete\n    UpdateReplacePolicy: Delete\n    Properties:\n      LogGroupName: ")
__append(escape( `/aws/codebuild/${appName}-build` ))
__append("\n      RetentionInDays: !Ref DaysToKeepLogs\n\n  Build:\n    Type: AWS::CodeBuild::Project\n    Properties:\n      Name: ")
__append(escape( `${appName}-build` ))
__append("\n      Description: ")
__append(escape( `Tests ${appName}, builds its image and pushes it` ))
__append("\n      ServiceRole: !GetAtt BuildRole.Arn\n      Source:\n        Type: CODEPIPELINE\n        BuildSpec: buildspec.yml\n      Artifacts:\n        Type: CODEPIPELINE\n      # architecture: ")
__append(escape( architecture ))
__append("\n      Environment:\n        Type: ")
__append(escape( versions.codebuildEnvironmentType ))
__append("\n        Image: ")
__append(escape( versions.codebuildImage ))
__append("\n        ComputeType: BUILD_GENERAL1_SMALL\n        # Docker needs it; the container has a virtual machine to itself.\n        PrivilegedMode: true\n        EnvironmentVariables:\n          - Name: IMAGE_REPOSITORY\n            Value: !GetAtt Images.RepositoryUri\n      LogsConfig:\n        CloudWatchLogs:\n          Status: ENABLED\n          GroupName: !Ref BuildLogs\n      TimeoutInMinutes: 30\n\n  BuildRole:\n    Type: AWS::IAM::Role\n    Properties:\n      Description: ")
__append(escape( `What the builds of ${appName} may do. It has no right on the config repo.` ))
__append("\n      AssumeRolePolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: codebuild.amazonaws.com\n            Action: sts:AssumeRole\n            Condition:\n              StringEquals:\n                aws:SourceAccount: !Ref AWS::AccountId\n      Policies:\n        - PolicyName: build\n          PolicyDocument:\n            Version: \"2012-10-17\"\n            Statement:\n              # To write its log.\n              - Effect: Allow\n                Action:\n                  - logs:CreateLogStream\n                  - logs:PutLogEvents\n                Resource: !Sub ${BuildLogs.Arn}:log-stream:*\n              # To fetch the source that the pipeline hands over.\n              - Effect: Allow\n                Action:\n                  - s3:GetObject\n                  - s3:GetObjectVersion\n                Resource: !Sub ${Artifacts.Arn}/*\n              # To sign in to the registry. AWS knows no narrower resource for this action.\n              - Effect: Allow\n                Action: ecr:GetAuthorizationToken\n                Resource: \"*\"\n              # To push the image, and to see whether it is there and what its digest is.\n              - Effect: Allow\n                Action:\n                  - ecr:BatchCheckLayerAvailability\n                  - ecr:BatchGetImage\n                  - ecr:CompleteLayerUpload\n                  - ecr:DescribeImages\n                  - ecr:InitiateLayerUpload\n                  - ecr:PutImage\n                  - ecr:UploadLayerPart\n                Resource: !GetAtt Images.Arn\n\n  # --- Pipeline -------------------------------------------------------------------------------------------------------\n\n  Pipeline:\n    Type: AWS::CodePipeline::Pipeline\n    Properties:\n      Name: ")
__append(escape( appName ))
__append("\n      PipelineType: V2\n      # One after the other: an older build never overtakes a newer one.\n      ExecutionMode: QUEUED\n      RoleArn: !GetAtt PipelineRole.Arn\n      ArtifactStore:\n        Type: S3\n        Location: !Ref Artifacts\n      Stages:\n        - Name: Source\n          Actions:\n            - Name: Source\n              ActionTypeId:\n                Category: Source\n                Owner: AWS\n                Provider: CodeCommit\n                Version: \"1\"\n              Configuration:\n                RepositoryName: !Ref RepositoryName\n                BranchName: !Ref BranchName\n                # The rule below starts the pipeline.\n                PollForSourceChanges: \"false\"\n              OutputArtifacts:\n                - Name: Source\n        - Name: Build\n          Actions:\n            - Name: Build\n              Namespace: Build\n              ActionTypeId:\n                Category: Build\n                Owner: AWS\n                Provider: CodeBuild\n                Version: \"1\"\n              Configuration:\n                ProjectName: !Ref Build\n              InputArtifacts:\n                - Name: Source\n\n  PipelineRole:\n    Type: AWS::IAM::Role\n    Properties:\n      Description: ")
__append(escape( `What the pipeline of ${appName} may do.` ))
__append("\n      AssumeRolePolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: codepipeline.amazonaws.com\n            Action: sts:AssumeRole\n            Condition:\n              StringEquals:\n                aws:SourceAccount: !Ref AWS::AccountId\n      Policies:\n        - PolicyName: pipeline\n          PolicyDocument:\n            Version: \"2012-10-17\"\n            Statement:\n              # To fetch the commit that is built.\n              - Effect: Allow\n                Action:\n                  - codecommit:CancelUploadArchive\n                  - codecommit:GetBranch\n                  - codecommit:GetCommit\n                  - codecommit:GetUploadArchiveStatus\n                  - codecommit:UploadArchive\n                Resource: !Sub arn:${AWS::Partition}:codecommit:${AWS::Region}:${AWS::AccountId}:${RepositoryName}\n              # To hand it to the build.\n              - Effect: Allow\n                Action:\n                  - s3:GetObject\n                  - s3:GetObjectVersion\n                  - s3:PutObject\n                Resource: !Sub ${Artifacts.Arn}/*\n              - Effect: Allow\n                Action: s3:GetBucketVersioning\n                Resource: !GetAtt Artifacts.Arn\n              # To start the build and to see how it ends.\n              - Effect: Allow\n                Action:\n                  - codebuild:BatchGetBuilds\n                  - codebuild:StartBuild\n                Resource: !GetAtt Build.Arn\n\n  # --- What starts it -------------------------------------------------------------------------------------------------\n\n  Trigger:\n    Type: AWS::Events::Rule\n    Properties:\n")
 if (trigger === 'pr-merge') { 
__append("      # trigger: pr-merge. A merge also updates the branch; a rule for that would start the pipeline twice.\n      Description: ")
__append(escape( `Starts the pipeline of ${appName} when a pull request was merged` ))
__append("\n      EventPattern:\n        source: [aws.codecommit]\n        detail-type: [CodeCommit Pull Request State Change]\n        resources:\n          - !Sub arn:${AWS::Partition}:codecommit:${AWS::Region}:${AWS::AccountId}:${RepositoryName}\n        detail:\n          event: [pullRequestMergeStatusUpdated]\n          # CodeCommit writes the words True and False.\n          isMerged: [\"True\"]\n          destinationReference:\n            - !Sub refs/heads/${BranchName}\n")
 } else { 
__append("      # trigger: commit. A merged pull request is a commit, too.\n      Description: ")
__append(escape( `Starts the pipeline of ${appName} when a commit reached the branch` ))
__append("\n      EventPattern:\n        source: [aws.codecommit]\n        detail-type: [CodeCommit Repository State Change]\n        resources:\n          - !Sub arn:${AWS::Partition}:codecommit:${AWS::Region}:${AWS::AccountId}:${RepositoryName}\n        detail:\n          event: [referenceCreated, referenceUpdated]\n          referenceType: [branch]\n          referenceName:\n            - !Ref BranchName\n")
 } 
__append("      State: ENABLED\n      Targets:\n        - Id: pipeline\n          Arn: !Sub arn:${AWS::Partition}:codepipeline:${AWS::Region}:${AWS::AccountId}:${Pipeline}\n          RoleArn: !GetAtt TriggerRole.Arn\n\n  TriggerRole:\n    Type: AWS::IAM::Role\n    Properties:\n      Description: ")
__append(escape( `What the rules of ${appName} may start.` ))
__append("\n      AssumeRolePolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: events.amazonaws.com\n            Action: sts:AssumeRole\n            Condition:\n              StringEquals:\n                aws:SourceAccount: !Ref AWS::AccountId\n      Policies:\n        - PolicyName: start\n          PolicyDocument:\n            Version: \"2012-10-17\"\n            Statement:\n              - Effect: Allow\n                Action: codepipeline:StartPipelineExecution\n                Resource: !Sub arn:${AWS::Partition}:codepipeline:${AWS::Region}:${AWS::AccountId}:${Pipeline}\n")
 if (prBuilds) { 
__append("              - Effect: Allow\n                Action: codebuild:StartBuild\n                Resource: !GetAtt PullRequestBuild.Arn\n\n")
__append( include('pull-request-builds') )
 } 
__append("\nOutputs:\n  ImageRepositoryUri:\n    Description: Where the images are.\n    Value: !GetAtt Images.RepositoryUri\n  ArtifactBucket:\n    Description: Where the pipeline keeps what it hands from stage to stage.\n    Value: !Ref Artifacts\n  PipelineName:\n    Description: The name of the pipeline.\n    Value: !Ref Pipeline\n  PipelineUrl:\n    Description: The pipeline in the console.\n    Value: !Sub https://${AWS::Region}.console.aws.amazon.com/codesuite/codepipeline/pipelines/${Pipeline}/view\n")
return output;
} },
  { ...{"repo":"app","ownership":"managed","layer":"base","path":"infra/repositories.yaml"}, render: (locals: any, escape, _include) => {
const { appName, configRepoName, cluster, repoAuth, appRepoName } = locals; void { appName, configRepoName, cluster, repoAuth, appRepoName };
let output = "";
const __append = (text: string) => { output += text; };
__append("AWSTemplateFormatVersion: \"2010-09-09\"\nDescription: ")
__append(escape( `The two CodeCommit repositories of ${appName}, and the user as which Argo CD reads one of them.` ))
__append("\n\nParameters:\n  AppRepositoryName:\n    Type: String\n    Default: ")
__append(escape( appRepoName ))
__append("\n    Description: The repository with the service and its pipeline.\n  ConfigRepositoryName:\n    Type: String\n    Default: ")
__append(escape( configRepoName ))
__append("\n    Description: The repository with what the cluster runs.\n\nResources:\n  # Deleting the stack must not delete the history of anybody's work: both repositories stay, and cost nothing by themselves.\n  AppRepository:\n    Type: AWS::CodeCommit::Repository\n    DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain\n    Properties:\n      RepositoryName: !Ref AppRepositoryName\n      RepositoryDescription: ")
__append(escape( `The service ${appName} and its pipeline` ))
__append("\n\n  ConfigRepository:\n    Type: AWS::CodeCommit::Repository\n    DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain\n    Properties:\n      RepositoryName: !Ref ConfigRepositoryName\n      RepositoryDescription: ")
__append(escape( `What the cluster runs of ${appName}` ))
__append("\n\n  # Argo CD outside of AWS' own managed offering cannot use an IAM role for CodeCommit: it needs a user")
 if (repoAuth === 'ssh') { 
__append(" with an SSH key (repoAuth: ssh)")
 } else { 
__append(" with a password for CodeCommit (repoAuth: https)")
 } 
__append(".\n  # \"npx projen argocd:connect\" in the config repo makes it; the user can do nothing else, and has no password for the console.\n  ArgoCdReader:\n    Type: AWS::IAM::User\n    Properties:\n      Policies:\n        - PolicyName: read-config-repository\n          PolicyDocument:\n            Version: \"2012-10-17\"\n            Statement:\n              # To clone and to fetch. Argo CD never pushes.\n              - Effect: Allow\n                Action: codecommit:GitPull\n                Resource: !GetAtt ConfigRepository.Arn\n\nOutputs:\n  AppRepositoryUrl:\n    Description: Where the app repo is pushed to.\n    Value: !GetAtt AppRepository.CloneUrlHttp\n  ConfigRepositoryUrl:\n    Description: Where the config repo is pushed to.\n    Value: !GetAtt ConfigRepository.CloneUrlHttp\n  ReaderUserName:\n    Description: The IAM user as which Argo CD reads the config repo.\n    Value: !Ref ArgoCdReader\n")
return output;
} },
  { ...{"repo":"app","ownership":"managed","layer":"base","path":"scripts/image/build.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Builds the image on this machine, to try it.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n\nneed docker\nrun docker build --platform \"$PLATFORM\" --tag \"$APP_NAME:local\" .\nsay 'Run it as the cluster does, without rights and on a read-only file system:'\nsay \"  docker run --rm --read-only --cap-drop ALL --publish $PORT:$PORT $APP_NAME:local\"\n")
return output;
} },
  { ...{"repo":"app","ownership":"managed","layer":"base","path":"scripts/image/scan.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Shows what ECR's scan has found in the newest image.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n\nrequire_account\nif $DRY_RUN; then\n  run aws ecr describe-image-scan-findings --repository-name \"$IMAGES\" --image-id imageDigest=NEWEST\n  exit\nfi\n\ndigest=$(aws ecr describe-images --repository-name \"$IMAGES\" --output text \\\n  --query 'sort_by(imageDetails, &imagePushedAt)[-1].imageDigest')\n[ \"$digest\" != None ] || die 'There is no image yet: has the pipeline run? See \"npx projen pipeline:status\".'\n\n# A scan begins after the push: for a while it is not there, then it is in progress.\nfor _ in {1..60}; do\n  status=$(aws ecr describe-image-scan-findings --repository-name \"$IMAGES\" --image-id \"imageDigest=$digest\" \\\n    --query imageScanStatus.status --output text 2>/dev/null || echo NOT_YET)\n  case $status in\n    COMPLETE | ACTIVE)\n      aws ecr describe-image-scan-findings --repository-name \"$IMAGES\" --image-id \"imageDigest=$digest\" --output table \\\n        --query '{Counts: imageScanFindings.findingSeverityCounts, Findings: imageScanFindings.findings[].{Severity: severity, Name: name, Uri: uri}}'\n      exit\n      ;;\n    UNSUPPORTED_IMAGE)\n      die \"ECR cannot scan $digest: it knows no packages of its base image. Alpine, Debian, Ubuntu and Amazon Linux can be scanned; \\\"scratch\\\" cannot.\"\n      ;;\n    FAILED)\n      die \"The scan of $digest failed. Start another: aws ecr start-image-scan --repository-name $IMAGES --image-id imageDigest=$digest\"\n      ;;\n  esac\n  sleep 5\ndone\ndie \"The scan of $digest is still $status after five minutes.\"\n")
return output;
} },
  { ...{"repo":"app","ownership":"managed","layer":"base","path":"scripts/pipeline/delete.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Deletes the pipeline, its images, artifacts and logs.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n\nrequire_account\nhas_flag --yes || $DRY_RUN || die \"This deletes the stack $PIPELINE_STACK with all images: pods that start later find none. Run it again with --yes.\"\n\n# CloudFormation deletes no bucket that holds something. Versions are deleted a thousand at a time, as S3 takes them.\nif ! $DRY_RUN && stack_exists \"$PIPELINE_STACK\"; then\n  bucket=$(stack_output \"$PIPELINE_STACK\" ArtifactBucket)\n  while true; do\n    versions=$(aws s3api list-object-versions --bucket \"$bucket\" --max-items 1000 --output json \\\n      --query '{Objects: [Versions, DeleteMarkers][][].{Key: Key, VersionId: VersionId}}')\n    case $versions in *'\"Key\"'*) ;; *) break ;; esac\n    aws s3api delete-objects --bucket \"$bucket\" --delete \"$versions\" >/dev/null\n  done\nfi\n\nrun aws cloudformation delete-stack --stack-name \"$PIPELINE_STACK\"\nrun aws cloudformation wait stack-delete-complete --stack-name \"$PIPELINE_STACK\"\n")
return output;
} },
  { ...{"repo":"app","ownership":"managed","layer":"base","path":"scripts/pipeline/deploy.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Makes the pipeline and the image registry, or brings them up to date.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n\nrequire_account\n# CAPABILITY_IAM: the stack makes one role for each part of the pipeline.\ndeploy_stack \"$PIPELINE_STACK\" infra/pipeline.yaml --capabilities CAPABILITY_IAM\nif ! $DRY_RUN; then\n  say \"The pipeline: $(stack_output \"$PIPELINE_STACK\" PipelineUrl)\"\nfi\n")
return output;
} },
  { ...{"repo":"app","ownership":"managed","layer":"base","path":"scripts/pipeline/logs.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Shows the log of the builds of the last hour, and follows it with --follow.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n\nrequire_account\nrun aws logs tail \"$BUILD_LOG\" --since 1h --format short ${ARGS[@]+\"${ARGS[@]}\"}\n")
return output;
} },
  { ...{"repo":"app","ownership":"managed","layer":"base","path":"scripts/pipeline/run.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Starts the pipeline by hand, with the newest commit of the branch.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n\nrequire_account\nrun aws codepipeline start-pipeline-execution --name \"$PIPELINE\" --query pipelineExecutionId --output text\n")
return output;
} },
  { ...{"repo":"app","ownership":"managed","layer":"base","path":"scripts/pipeline/status.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Shows how far the newest execution of the pipeline is.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n\nrequire_account\nrun aws codepipeline get-pipeline-state --name \"$PIPELINE\" --output table --query \\\n  'stageStates[].{Stage: stageName, Status: latestExecution.status, Error: actionStates[0].latestExecution.errorDetails.message}'\nif ! $DRY_RUN; then\n  stack_output \"$PIPELINE_STACK\" PipelineUrl\nfi\n")
return output;
} },
  { ...{"repo":"app","ownership":"managed","layer":"base","path":"scripts/repos/delete.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Deletes the repositories' stack; the repositories themselves stay.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n\nrequire_account\nhas_flag --yes || $DRY_RUN || die \"This deletes the stack $REPOSITORIES_STACK and Argo CD's user. Run it again with --yes.\"\n\n# CloudFormation deletes no user that has keys, and has not made these itself.\nif ! $DRY_RUN && stack_exists \"$REPOSITORIES_STACK\"; then\n  user=$(stack_output \"$REPOSITORIES_STACK\" ReaderUserName)\n  for key in $(aws iam list-ssh-public-keys --user-name \"$user\" --query 'SSHPublicKeys[].SSHPublicKeyId' --output text); do\n    aws iam delete-ssh-public-key --user-name \"$user\" --ssh-public-key-id \"$key\"\n  done\n  for credential in $(aws iam list-service-specific-credentials --user-name \"$user\" \\\n    --query 'ServiceSpecificCredentials[].ServiceSpecificCredentialId' --output text); do\n    aws iam delete-service-specific-credential --user-name \"$user\" --service-specific-credential-id \"$credential\"\n  done\nfi\n\nrun aws cloudformation delete-stack --stack-name \"$REPOSITORIES_STACK\"\nrun aws cloudformation wait stack-delete-complete --stack-name \"$REPOSITORIES_STACK\"\nsay 'Both repositories are still there, with their history. To delete them, too:'\nsay \"  aws codecommit delete-repository --repository-name $APP_REPO\"\nsay \"  aws codecommit delete-repository --repository-name $CONFIG_REPO\"\n")
return output;
} },
  { ...{"repo":"app","ownership":"managed","layer":"base","path":"scripts/repos/deploy.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Makes the two CodeCommit repositories, and the user as which Argo CD reads one of them.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n\nrequire_account\n# CAPABILITY_IAM: the stack makes an IAM user.\ndeploy_stack \"$REPOSITORIES_STACK\" infra/repositories.yaml --capabilities CAPABILITY_IAM\n")
return output;
} },
  { ...{"repo":"app","ownership":"merged","layer":"base","path":".dockerignore"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("# What is about the service, not of it.\n.*\n*.md\nbuildspec*.yml\nDockerfile\ninfra\nscripts\ntest\n\n# The image installs its own.\nnode_modules\n")
return output;
} },
  { ...{"repo":"app","ownership":"merged","layer":"base","path":"Dockerfile"}, render: (locals: any, escape, _include) => {
const { architecture, port, platform, versions } = locals; void { architecture, port, platform, versions };
let output = "";
const __append = (text: string) => { output += text; };
__append("# The base image is pinned to a Node.js line and an Alpine release; AWS' public mirror needs no account.\n# Its packages are built for ")
__append(escape( platform ))
__append(" (architecture: ")
__append(escape( architecture ))
__append(").\nFROM ")
__append(escape( versions.nodeImage ))
__append(" AS dependencies\nWORKDIR /app\n# Only what the service needs at run time. A lock file is followed to the letter where there is one.\nCOPY package.json package-lock.json* ./\nRUN if [ -f package-lock.json ]; then npm ci --omit=dev --ignore-scripts; \\\n    else npm install --omit=dev --ignore-scripts --no-package-lock; fi \\\n    && mkdir -p node_modules\n\nFROM ")
__append(escape( versions.nodeImage ))
__append("\nENV NODE_ENV=production \\\n    PORT=")
__append(escape( port ))
__append("\nWORKDIR /app\n# Owned by root and run by another user: the service cannot change its own code.\nCOPY --from=dependencies /app/node_modules ./node_modules\nCOPY . ./\n# The user \"node\", by its number, so that Kubernetes can see that it is not root.\nUSER 1000:1000\nEXPOSE ")
__append(escape( port ))
__append("\n# No HEALTHCHECK: Kubernetes ignores it, and has the probes of the Deployment.\nCMD [\"node\", \"server.js\"]\n")
return output;
} },
  { ...{"repo":"app","ownership":"merged","layer":"base","path":"README.md"}, render: (locals: any, escape, _include) => {
const { appName, region, accountId, replicas, syncPolicy, trigger, prBuilds, defaultBranch, configRepoName, cluster, clusterName, repoAuth, serviceType, architecture, appRepoName, applicationName, ecrRepositoryName, namespace, versions } = locals; void { appName, region, accountId, replicas, syncPolicy, trigger, prBuilds, defaultBranch, configRepoName, cluster, clusterName, repoAuth, serviceType, architecture, appRepoName, applicationName, ecrRepositoryName, namespace, versions };
let output = "";
const __append = (text: string) => { output += text; };
__append("# ")
__append(escape( appName ))
__append("\n\nA Node.js service that is tested, built and scanned on AWS, and deployed to Amazon EKS by GitOps: this repository holds the service and\nits pipeline; its sibling [`")
__append(escape( configRepoName ))
__append("`](../")
__append(escape( configRepoName ))
__append("/README.md) says what the cluster runs. Both were made by\n[create-gitops-eks](https://github.com/create-gitops-eks/create-gitops-eks) from the answers in `.projenrc.json`.\n\n```mermaid\nflowchart LR\n  you([you]) -- ")
 if (trigger === 'pr-merge') { 
__append("\"merge a pull request\"")
 } else { 
__append("\"push to ")
__append(escape( defaultBranch ))
__append("\"")
 } 
__append(" --> app[(\"")
__append(escape( appRepoName ))
__append("<br/>CodeCommit\")]\n  app -- EventBridge --> pipeline[\"CodePipeline<br/>")
__append(escape( appName ))
__append("\"]\n  pipeline --> build[\"CodeBuild<br/>")
__append(escape( appName ))
__append("-build\"]\n  build -- \"image ")
__append(escape( architecture ))
__append("\" --> ecr[(\"ECR<br/>")
__append(escape( ecrRepositoryName ))
__append("\")]\n  you -- \"npx projen promote\" --> config[(\"")
__append(escape( configRepoName ))
__append("<br/>CodeCommit\")]\n  subgraph eks[\"EKS cluster ")
__append(escape( clusterName ))
__append("\"]\n    argocd[\"Argo CD<br/>")
__append(escape( applicationName ))
__append("\"] -- \"")
__append(escape( syncPolicy ))
__append(" sync\" --> pods[\"")
__append(escape( replicas ))
__append(" × ")
__append(escape( appName ))
__append("<br/>namespace ")
__append(escape( namespace ))
__append("\"]\n  end\n  argocd -- \"follows ")
__append(escape( defaultBranch ))
__append("\" --> config\n  ecr -- pull --> pods\n```\n\n## From an empty account to the page in a browser\n\nYou need [the AWS command line](https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html),\n[kubectl](https://kubernetes.io/docs/tasks/tools/)")
 if (cluster === 'create') { 
__append(", [eksctl](https://docs.aws.amazon.com/eks/latest/eksctl/installation.html) ")
__append(escape( versions.eksctl ))
__append(" or later")
 } 
__append(", Git and\nNode.js 20 or later; and you are signed in to ")
 if (accountId) { 
__append("the account ")
__append(escape( accountId ))
 } else { 
__append("the AWS account that is to own everything (none was known when this was\nwritten: the tasks use the one that is signed in)")
 } 
__append(". Every task can be run twice, and shows with `--dry-run` what it would do.\n\nIn this folder, after `npm install`:\n\n| | command | what it does |\n| --- | --- | --- |\n| 1 | `npx projen repos:deploy` | makes the two CodeCommit repositories and the user as which Argo CD reads one of them |\n| 2 | `npx projen repos:push` | pushes this repository |\n| 3 | `npx projen pipeline:deploy` | makes the image registry and the pipeline, which at once builds the first image |\n| 4 | `npx projen pipeline:status` | shows how far it is; `npx projen pipeline:logs --follow` shows the build |\n\nIn `../")
__append(escape( configRepoName ))
__append("`, after `npm install`:\n\n| | command | what it does |\n| --- | --- | --- |\n| 5 | `npx projen repos:push` | pushes the config repo |\n")
 if (cluster === 'create') { 
__append("| 6 | `npx projen cluster:create` | makes the EKS cluster `")
__append(escape( clusterName ))
__append("` (15 minutes; it costs money from here on) |\n")
 } else { 
__append("| 6 | `npx projen cluster:connect` | adds the EKS cluster `")
__append(escape( clusterName ))
__append("` to kubectl's configuration |\n")
 } 
__append("| 7 | `npx projen argocd:install` | installs Argo CD ")
__append(escape( versions.argocd ))
__append(" into it |\n| 8 | `npx projen argocd:connect` | lets Argo CD read the config repo")
 if (repoAuth === 'ssh') { 
__append(", and writes the id of its SSH key into `argocd/connection.yaml`: commit and push that")
 } 
__append(" |\n| 9 | `npx projen promote` | writes the digest of the new image into the config repo |\n| 10 | `npx projen app:create` | makes the application in Argo CD |\n")
 if (syncPolicy === 'manual') { 
__append("| 11 | `npx projen app:diff`, `npx projen app:sync` | shows what would change; applies it and waits until it is healthy |\n")
 } else { 
__append("| 11 | `npx projen app:status` | shows how far Argo CD is, which syncs by itself |\n")
 } 
__append("| 12 | `npx projen app:open` | ")
 if (serviceType === 'LoadBalancer') { 
__append("prints the address of the page")
 } else { 
__append("makes the page reachable from your machine")
 } 
__append(" |\n\n## Update: another color\n\n")
 if (trigger === 'pr-merge') { 
__append("    git switch --create another-color\n    sed -i.bak \"s/'deepskyblue'/'lightskyblue'/\" server.js && rm server.js.bak\n    npm test\n    git commit --all --message \"feat: a lighter page\"\n    git push --set-upstream origin another-color\n    aws codecommit create-pull-request --region ")
__append(escape( region ))
__append(" --title \"A lighter page\" \\\n      --targets repositoryName=")
__append(escape( appRepoName ))
__append(",sourceReference=another-color,destinationReference=")
__append(escape( defaultBranch ))
__append("\n\n")
 if (prBuilds) { 
__append("CodeBuild tests the pull request (`prBuilds: true`). Merge it in the console, or with the id that the last command printed:\n")
 } else { 
__append("Merge it in the console, or with the id that the last command printed:\n")
 } 
__append("\n    aws codecommit merge-pull-request-by-squash --region ")
__append(escape( region ))
__append(" --repository-name ")
__append(escape( appRepoName ))
__append(" --pull-request-id ID\n\nThe merge starts the pipeline (`trigger: pr-merge`).\n")
 } else { 
__append("    sed -i.bak \"s/'deepskyblue'/'lightskyblue'/\" server.js && rm server.js.bak\n    npm test\n    git commit --all --message \"feat: a lighter page\"\n    git push\n\nThe push starts the pipeline (`trigger: commit`).\n")
 } 
__append("When `npx projen pipeline:status` says that it has succeeded, promote the image in `../")
__append(escape( configRepoName ))
__append("`:\n\n    npx projen promote\n")
 if (syncPolicy === 'manual') { 
__append("    npx projen app:sync\n")
 } else { 
__append("    npx projen app:status\n")
 } 
__append("\nThe pods are replaced one at a time, each new one before an old one goes.\n\n## Roll back\n\nIn `../")
__append(escape( configRepoName ))
__append("`: `npx projen app:rollback` reverts the newest change of the image")
 if (syncPolicy === 'manual') { 
__append(", `npx projen app:sync` applies it")
 } 
__append(".\n\n## What the scan says\n\nECR scans every image when it is pushed. `npx projen image:scan` shows the findings of the newest one, and says what to do when ECR cannot\nscan it (`UNSUPPORTED_IMAGE`: a base image without a package list, such as `scratch`). The console shows them under ECR, Repositories, ")
__append(escape( ecrRepositoryName ))
__append(".\n\n## Tear down\n\nIn this order, for nothing may be left that something else still needs:\n\n| where | command | what stays |\n| --- | --- | --- |\n| `../")
__append(escape( configRepoName ))
__append("` | `npx projen app:delete --yes` | |\n")
 if (cluster === 'create') { 
__append("| `../")
__append(escape( configRepoName ))
__append("` | `npx projen cluster:delete --yes` | the control plane's logs, for 90 days |\n")
 } 
__append("| here | `npx projen pipeline:delete --yes` | |\n| here | `npx projen repos:delete --yes` | both CodeCommit repositories: they are your work, and cost nothing by themselves |\n\n## What each file is for\n\n| file | what for | owner |\n| --- | --- | --- |\n| `server.js`, `test/` | the service and its tests (`npm test`, `npm start`) | you |\n| `package.json` | npm packages and scripts | you (merged) |\n| `Dockerfile`, `.dockerignore` | the image; `npx projen image:build` builds it here | you (merged) |\n| `buildspec.yml`")
 if (prBuilds) { 
__append(", `buildspec-pull-request.yml`")
 } 
__append(" | what CodeBuild runs | you (merged) |\n| `README.md`, `.gitignore`, `.editorconfig` | | you (merged) |\n| `infra/repositories.yaml` | CloudFormation: both repositories and Argo CD's user | managed |\n| `infra/pipeline.yaml` | CloudFormation: registry, pipeline, one role each | managed |\n| `scripts/` | the tasks; `npx projen --help` lists them | managed |\n| `.projenrc.json` | your answers; change them here and in the config repo | you |\n| `.gitops-eks/lock.json`, `.projen/` | what was rendered | managed |\n\n**Managed** files are written again by `npx projen`: change the answers in `.projenrc.json`, not them. **Merged** files are yours; what was rendered\nis kept, so that improvements can be merged into your edits.\n\n## Staying current\n\n    npx projen upgrade\n\ntakes the newest release of the generator, and writes the managed files again. Look at the difference, commit it, and do the same in `../")
__append(escape( configRepoName ))
__append("`.\n")
return output;
} },
  { ...{"repo":"app","ownership":"merged","layer":"base","path":"buildspec.yml"}, render: (locals: any, escape, _include) => {
const { architecture, platform, versions } = locals; void { architecture, platform, versions };
let output = "";
const __append = (text: string) => { output += text; };
__append("# What CodeBuild runs for the pipeline: tests, image, push. Whoever can push to this repository can change this file, so\n# the role under which it runs can push images of this service, and do nothing else.\nversion: 0.2\n\nenv:\n  variables:\n    # architecture: ")
__append(escape( architecture ))
__append("\n    PLATFORM: ")
__append(escape( platform ))
__append("\n  # What the pipeline hands on. The digest names the image's very bytes; the tag is the commit.\n  exported-variables:\n    - IMAGE_TAG\n    - IMAGE_DIGEST\n\nphases:\n  install:\n    runtime-versions:\n      nodejs: ")
__append(escape( Number(versions.node) ))
__append("\n    commands:\n      - if [ -f package-lock.json ]; then npm ci; else npm install --no-package-lock; fi\n\n  pre_build:\n    commands:\n      - npm test\n\n  build:\n    commands:\n      # One tag for each commit. The registry lets no tag move (immutable tags).\n      - export IMAGE_TAG=\"$CODEBUILD_RESOLVED_SOURCE_VERSION\"\n      - docker build --platform \"$PLATFORM\" --tag \"$IMAGE_REPOSITORY:$IMAGE_TAG\" .\n      - aws ecr get-login-password | docker login --username AWS --password-stdin \"${IMAGE_REPOSITORY%%/*}\"\n      # When this commit was built before, its image is there already, and stays.\n      - aws ecr describe-images --repository-name \"${IMAGE_REPOSITORY#*/}\" --image-ids \"imageTag=$IMAGE_TAG\" >/dev/null 2>&1 || docker push \"$IMAGE_REPOSITORY:$IMAGE_TAG\"\n      - IMAGE_DIGEST=$(aws ecr describe-images --repository-name \"${IMAGE_REPOSITORY#*/}\" --image-ids \"imageTag=$IMAGE_TAG\" --query 'imageDetails[0].imageDigest' --output text)\n      - export IMAGE_DIGEST\n      - echo \"Pushed $IMAGE_REPOSITORY@$IMAGE_DIGEST\"\n")
return output;
} },
  { ...{"repo":"app","ownership":"merged","layer":"base","path":"package.json"}, render: (locals: any, escape, _include) => {
const { appName, versions } = locals; void { appName, versions };
let output = "";
const __append = (text: string) => { output += text; };
__append("{\n  \"name\": ")
__append(escape( appName ))
__append(",\n  \"version\": \"0.1.0\",\n  \"description\": ")
__append(escape( `The service ${appName}, deployed to EKS by GitOps` ))
__append(",\n  \"private\": true,\n  \"main\": \"server.js\",\n  \"engines\": {\n    \"node\": \">=20\"\n  },\n  \"scripts\": {\n    \"start\": \"node server.js\",\n    \"test\": \"node --test\",\n    \"projen\": \"projen\"\n  },\n  \"devDependencies\": {\n    \"create-gitops-eks\": ")
__append(escape( `^${versions.generator}` ))
__append(",\n    \"projen\": ")
__append(escape( `^${versions.projen}` ))
__append("\n  }\n}\n")
return output;
} },
  { ...{"repo":"app","ownership":"merged","layer":"prBuilds=true","path":"buildspec-pull-request.yml"}, render: (locals: any, escape, _include) => {
const { architecture, platform, versions } = locals; void { architecture, platform, versions };
let output = "";
const __append = (text: string) => { output += text; };
__append("# What CodeBuild runs for a pull request (prBuilds: true): the tests, and whether the image can be built. Nothing is pushed:\n# this code has not been reviewed, and its role has no right to.\nversion: 0.2\n\nenv:\n  variables:\n    # architecture: ")
__append(escape( architecture ))
__append("\n    PLATFORM: ")
__append(escape( platform ))
__append("\n\nphases:\n  install:\n    runtime-versions:\n      nodejs: ")
__append(escape( Number(versions.node) ))
__append("\n    commands:\n      - if [ -f package-lock.json ]; then npm ci; else npm install --no-package-lock; fi\n\n  pre_build:\n    commands:\n      - npm test\n\n  build:\n    commands:\n      - docker build --platform \"$PLATFORM\" --tag pull-request .\n")
return output;
} },
  { ...{"repo":"app","ownership":"once","layer":"base","path":"server.js"}, render: (locals: any, escape, _include) => {
const { appName, port } = locals; void { appName, port };
let output = "";
const __append = (text: string) => { output += text; };
__append("'use strict';\n\nconst http = require('node:http');\nconst os = require('node:os');\n\n// The color of the page. Change it, push it, and watch the cluster follow.\nconst BACKGROUND_COLOR = 'deepskyblue';\n\nconst APP_NAME = ")
__append(escape( appName ))
__append(";\nconst PORT = Number(process.env.PORT || ")
__append(escape( port ))
__append(");\n\n// How long requests may take to end after SIGTERM, in milliseconds: less than the pod's termination grace period.\nconst DRAIN_LIMIT = 10_000;\n\n// One line of JSON for each event, which log collectors read without configuration.\nfunction log(level, message, fields = {}) {\n  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\\n`);\n}\n\nfunction escapeHtml(text) {\n  return text.replace(/[&<>\"']/g, (character) => `&#${character.charCodeAt(0)};`);\n}\n\nfunction page() {\n  return `<!doctype html>\n<html lang=\"en\">\n<head>\n  <meta charset=\"utf-8\">\n  <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n  <title>${escapeHtml(APP_NAME)}</title>\n  <style>\n    body {\n      background-color: ${BACKGROUND_COLOR};\n      font-family: system-ui, sans-serif;\n      text-align: center;\n    }\n  </style>\n</head>\n<body>\n  <h1>${escapeHtml(APP_NAME)}</h1>\n  <p>Served by ${escapeHtml(os.hostname())}</p>\n</body>\n</html>\n`;\n}\n\nconst TEXT = 'text/plain; charset=utf-8';\n\n// What is answered, as [status, content type, body].\nfunction answer(path, isDraining) {\n  switch (path) {\n    case '/':\n      return [200, 'text/html; charset=utf-8', page()];\n    case '/healthz': // alive: restarting would not help\n      return [200, TEXT, 'ok\\n'];\n    case '/readyz': // ready: new requests are welcome\n      return isDraining ? [503, TEXT, 'draining\\n'] : [200, TEXT, 'ok\\n'];\n    default:\n      return [404, TEXT, 'not found\\n'];\n  }\n}\n\nfunction createServer() {\n  let isDraining = false;\n\n  const server = http.createServer((request, response) => {\n    const path = request.url.split('?')[0];\n    const started = process.hrtime.bigint();\n    const [status, type, body] = ['GET', 'HEAD'].includes(request.method)\n      ? answer(path, isDraining)\n      : [405, TEXT, 'method not allowed\\n'];\n\n    response.writeHead(status, {\n      'Content-Type': type,\n      'Content-Length': Buffer.byteLength(body),\n      'Cache-Control': 'no-store',\n      // The page loads nothing, runs nothing and is framed by nobody.\n      'Content-Security-Policy': \"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'\",\n      'X-Content-Type-Options': 'nosniff',\n      ...(status === 405 && { Allow: 'GET, HEAD' }),\n      ...(isDraining && { Connection: 'close' }),\n    });\n    response.end(request.method === 'HEAD' ? undefined : body);\n\n    // Probes come every few seconds: only their failures are news.\n    if (status >= 500 || !['/healthz', '/readyz'].includes(path)) {\n      const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;\n      log('info', 'request', { method: request.method, path, status, milliseconds });\n    }\n  });\n\n  // Stops taking connections, lets open requests end, and gives up on those that take too long.\n  server.drain = () =>\n    new Promise((resolve) => {\n      isDraining = true;\n      const limit = setTimeout(() => server.closeAllConnections(), DRAIN_LIMIT);\n      server.close(() => {\n        clearTimeout(limit);\n        resolve();\n      });\n      server.closeIdleConnections();\n    });\n\n  return server;\n}\n\nif (require.main === module) {\n  const server = createServer();\n  server.listen(PORT, () => log('info', 'listening', { port: server.address().port }));\n\n  for (const signal of ['SIGTERM', 'SIGINT']) {\n    process.once(signal, async () => {\n      log('info', 'draining', { signal });\n      await server.drain();\n      log('info', 'stopped');\n    });\n  }\n}\n\nmodule.exports = { createServer };\n")
return output;
} },
  { ...{"repo":"app","ownership":"once","layer":"base","path":"test/server.test.js"}, render: (locals: any, escape, _include) => {
const { appName } = locals; void { appName };
let output = "";
const __append = (text: string) => { output += text; };
__append("'use strict';\n\nconst assert = require('node:assert/strict');\nconst { spawn } = require('node:child_process');\nconst http = require('node:http');\nconst { once } = require('node:events');\nconst path = require('node:path');\nconst { after, before, describe, test } = require('node:test');\nconst { createServer } = require('../server.js');\n\ndescribe('the server', () => {\n  const server = createServer();\n  let url;\n\n  before(async () => {\n    server.listen(0, '127.0.0.1');\n    await once(server, 'listening');\n    url = `http://127.0.0.1:${server.address().port}`;\n  });\n  after(() => server.drain());\n\n  test('shows the page with its name and a background color', async () => {\n    const response = await fetch(url);\n    const body = await response.text();\n    assert.equal(response.status, 200);\n    assert.match(response.headers.get('content-type'), /^text\\/html/);\n    assert.ok(body.includes(`<h1>${")
__append(escape( appName ))
__append("}</h1>`));\n    assert.match(body, /background-color: [a-z]+;/);\n  });\n\n  for (const probe of ['/healthz', '/readyz']) {\n    test(`answers ${probe}`, async () => {\n      const response = await fetch(url + probe);\n      assert.equal(response.status, 200);\n      assert.equal(await response.text(), 'ok\\n');\n    });\n  }\n\n  test('sends no body for HEAD', async () => {\n    const response = await fetch(url, { method: 'HEAD' });\n    assert.equal(response.status, 200);\n    assert.equal(await response.text(), '');\n  });\n\n  test('knows no other path and no other method', async () => {\n    assert.equal((await fetch(`${url}/nothing`)).status, 404);\n    const response = await fetch(url, { method: 'POST' });\n    assert.equal(response.status, 405);\n    assert.equal(response.headers.get('allow'), 'GET, HEAD');\n  });\n\n  test('lets a browser load nothing else', async () => {\n    const { headers } = await fetch(url);\n    assert.match(headers.get('content-security-policy'), /default-src 'none'/);\n    assert.equal(headers.get('x-content-type-options'), 'nosniff');\n  });\n});\n\ntest('a server that is told to end says that it is not ready, and ends by itself', { skip: process.platform === 'win32' && 'Windows has no SIGTERM' }, async () => {\n  const program = spawn(process.execPath, [path.join(__dirname, '..', 'server.js')], { env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });\n  const lines = [];\n  program.stdout.setEncoding('utf8').on('data', (data) => lines.push(...data.trim().split('\\n').map((line) => JSON.parse(line))));\n  while (!lines.some(({ message }) => message === 'listening')) {\n    await once(program.stdout, 'data');\n  }\n  const { port } = lines.find(({ message }) => message === 'listening');\n\n  // A connection that stays open, as a load balancer's does.\n  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });\n  const get = (target) => new Promise((resolve, reject) => {\n    http.get({ port, path: target, agent, host: '127.0.0.1' }, (response) => response.resume().on('end', () => resolve(response.statusCode))).on('error', reject);\n  });\n  assert.equal(await get('/readyz'), 200);\n\n  program.kill('SIGTERM');\n  const [code] = await once(program, 'exit');\n  agent.destroy();\n  assert.equal(code, 0);\n  assert.deepEqual(lines.slice(-2).map(({ message }) => message), ['draining', 'stopped']);\n});\n")
return output;
} },
  { ...{"repo":"both","ownership":"managed","layer":"base","path":".gitattributes"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("# Scripts and manifests have the same line ends on every machine.\n* text=auto eol=lf\n\n# Written by npx projen: folded away in reviews.\n/.gitops-eks/** linguist-generated\n/.projen/** linguist-generated\n")
return output;
} },
  { ...{"repo":"both","ownership":"managed","layer":"base","path":"scripts/lib/answers.sh"}, render: (locals: any, escape, _include) => {
const { appName, region, accountId, defaultBranch, configRepoName, environment, clusterName, port, appRepoName, applicationName, codecommitFingerprint, codecommitHost, configRepoHttpsUrl, ecrRepositoryName, namespace, noDigest, overlayPath, pipelineStackName, platform, repoHttpsUrl, repositoriesStackName, versions } = locals; void { appName, region, accountId, defaultBranch, configRepoName, environment, clusterName, port, appRepoName, applicationName, codecommitFingerprint, codecommitHost, configRepoHttpsUrl, ecrRepositoryName, namespace, noDigest, overlayPath, pipelineStackName, platform, repoHttpsUrl, repositoriesStackName, versions };
let output = "";
const __append = (text: string) => { output += text; };
__append("# The answers of .projenrc.json, and the names that follow from them, for the tasks.\n# shellcheck shell=bash\n# shellcheck disable=SC2034 # each task uses some of them\n\nAPP_NAME=")
__append(escape( appName ))
__append("\nENVIRONMENT=")
__append(escape( environment ))
__append("\nBRANCH=")
__append(escape( defaultBranch ))
__append("\nREGION=")
__append(escape( region ))
__append("\n# Empty: not known when this was written.\nACCOUNT=")
__append(escape( accountId ))
__append("\n\nAPP_REPO=")
__append(escape( appRepoName ))
__append("\nCONFIG_REPO=")
__append(escape( configRepoName ))
__append("\nTHIS_REPO_URL=")
__append(escape( repoHttpsUrl ))
__append("\nCONFIG_REPO_URL=")
__append(escape( configRepoHttpsUrl ))
__append("\nCODECOMMIT_HOST=")
__append(escape( codecommitHost ))
__append("\n# Of its RSA key, as AWS publishes it. Empty: to be looked up.\nCODECOMMIT_FINGERPRINT=")
__append(escape( codecommitFingerprint ))
__append("\nREPOSITORIES_STACK=")
__append(escape( repositoriesStackName ))
__append("\n\nPIPELINE=")
__append(escape( appName ))
__append("\nPIPELINE_STACK=")
__append(escape( pipelineStackName ))
__append("\nBUILD_LOG=")
__append(escape( `/aws/codebuild/${appName}-build` ))
__append("\nIMAGES=")
__append(escape( ecrRepositoryName ))
__append("\nPLATFORM=")
__append(escape( platform ))
__append("\nPORT=")
__append(escape( port ))
__append("\n\nCLUSTER=")
__append(escape( clusterName ))
__append("\nNAMESPACE=")
__append(escape( namespace ))
__append("\nAPPLICATION=")
__append(escape( applicationName ))
__append("\nOVERLAY=")
__append(escape( overlayPath ))
__append("\n# The digest slot before the first promotion.\nNO_DIGEST=")
__append(escape( noDigest ))
__append("\nARGOCD_VERSION=")
__append(escape( versions.argocd ))
__append("\n")
return output;
} },
  { ...{"repo":"both","ownership":"managed","layer":"base","path":"scripts/lib/common.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("# What every task begins with. A task is run by \"npx projen <task>\", from the repository's own folder.\n# shellcheck shell=bash\nset -euo pipefail\ncd \"$(dirname \"${BASH_SOURCE[0]}\")/../..\"\n\n# shellcheck source=SCRIPTDIR/answers.sh\n. scripts/lib/answers.sh\n\nexport AWS_REGION=$REGION AWS_DEFAULT_REGION=$REGION\n# The AWS command line must not wait for a key to be pressed.\nexport AWS_PAGER=\n\nsay() { printf '%s\\n' \"$*\"; }\nwarn() { printf 'Warning: %s\\n' \"$*\" >&2; }\ndie() { printf 'Error: %s\\n' \"$*\" >&2; exit 1; }\n\n# --dry-run shows what would be done; every other argument is the task's own.\nDRY_RUN=false\nARGS=()\nfor argument in \"$@\"; do\n  case $argument in\n    --dry-run) DRY_RUN=true ;;\n    *) ARGS+=(\"$argument\") ;;\n  esac\ndone\n\n# run COMMAND…: runs it, or shows it.\nrun() {\n  if $DRY_RUN; then\n    printf '+'\n    printf ' %q' \"$@\"\n    printf '\\n'\n  else\n    \"$@\"\n  fi\n}\n\n# has_flag FLAG: whether the task was given it.\nhas_flag() {\n  local argument\n  for argument in ${ARGS[@]+\"${ARGS[@]}\"}; do\n    [ \"$argument\" = \"$1\" ] && return 0\n  done\n  return 1\n}\n\n# flag_value FLAG: what follows it, as in \"--fingerprint SHA256:…\"; nothing where it was not given.\nflag_value() {\n  local index\n  for ((index = 0; index < ${#ARGS[@]}; index++)); do\n    if [ \"${ARGS[index]}\" = \"$1\" ]; then\n      [ $((index + 1)) -lt ${#ARGS[@]} ] || die \"$1 needs a value.\"\n      printf '%s\\n' \"${ARGS[index + 1]}\"\n      return\n    fi\n  done\n}\n\n# need PROGRAM…: ends the task where one is missing, and says how to get it.\nneed() {\n  if $DRY_RUN; then return; fi\n  local program\n  for program in \"$@\"; do\n    command -v \"$program\" >/dev/null 2>&1 || die \"$program is not installed. $(how_to_get \"$program\")\"\n  done\n}\n\nhow_to_get() {\n  case $1 in\n    aws) say 'See https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html' ;;\n    docker) say 'See https://docs.docker.com/engine/install/' ;;\n    eksctl) say 'See https://docs.aws.amazon.com/eks/latest/eksctl/installation.html' ;;\n    kubectl) say 'See https://kubernetes.io/docs/tasks/tools/' ;;\n    *) say 'Get it with the package manager of your system.' ;;\n  esac\n}\n\n# Ends the task where nobody is signed in to AWS, or somebody is signed in to another account than the answered one.\nrequire_account() {\n  if $DRY_RUN; then return; fi\n  need aws\n  local account\n  account=$(aws sts get-caller-identity --query Account --output text) ||\n    die 'Nobody is signed in to AWS here. Run \"aws login\", \"aws sso login\" or \"aws configure\" first.'\n  if [ -n \"$ACCOUNT\" ] && [ \"$account\" != \"$ACCOUNT\" ]; then\n    die \"Signed in to account $account, but .projenrc.json says $ACCOUNT (accountId).\"\n  fi\n}\n\n# stack_output STACK KEY: one output of a CloudFormation stack.\nstack_output() {\n  aws cloudformation describe-stacks --stack-name \"$1\" --output text \\\n    --query \"Stacks[0].Outputs[?OutputKey=='$2'].OutputValue\"\n}\n\n# stack_exists STACK\nstack_exists() {\n  aws cloudformation describe-stacks --stack-name \"$1\" >/dev/null 2>&1\n}\n\n# deploy_stack STACK TEMPLATE [argument…]: makes the stack or brings it up to date; says why where that fails.\ndeploy_stack() {\n  local stack=$1 template=$2\n  shift 2\n  run aws cloudformation deploy --stack-name \"$stack\" --template-file \"$template\" --no-fail-on-empty-changeset \"$@\" && return\n  warn \"The stack $stack was not deployed. What failed:\"\n  aws cloudformation describe-stack-events --stack-name \"$stack\" --output text --query \\\n    \"StackEvents[?contains(ResourceStatus, 'FAILED')].[LogicalResourceId, ResourceStatusReason]\" >&2 || true\n  exit 1\n}\n")
return output;
} },
  { ...{"repo":"both","ownership":"managed","layer":"base","path":"scripts/repos/push.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Pushes the branch to CodeCommit, over HTTPS and with your AWS credentials.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n\nhost=https://$CODECOMMIT_HOST\n\nneed git aws\nrequire_account\n\n# For this repository alone, and for this host alone: the AWS command line signs in to Git.\n# The empty helper stops those of your global configuration, which would remember a password that is soon out of date.\nrun git config --local --replace-all \"credential.$host.helper\" ''\nrun git config --local --add \"credential.$host.helper\" '!aws codecommit credential-helper $@'\nrun git config --local \"credential.$host.UseHttpPath\" true\n\nif git remote get-url origin >/dev/null 2>&1; then\n  run git remote set-url origin \"$THIS_REPO_URL\"\nelse\n  run git remote add origin \"$THIS_REPO_URL\"\nfi\nrun git push --set-upstream origin \"$BRANCH\"\n")
return output;
} },
  { ...{"repo":"both","ownership":"merged","layer":"base","path":".editorconfig"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("root = true\n\n[*]\ncharset = utf-8\nend_of_line = lf\nindent_size = 2\nindent_style = space\ninsert_final_newline = true\ntrim_trailing_whitespace = true\n")
return output;
} },
  { ...{"repo":"both","ownership":"merged","layer":"base","path":".gitignore"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("node_modules/\n\n# What programs leave behind.\n*.log\n.DS_Store\n\n# Secrets do not belong into Git.\n.env\n*.pem\nid_rsa*\n")
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"base","path":"argocd/application.yaml"}, render: (locals: any, escape, _include) => {
const { syncPolicy, autoPrune, selfHeal, defaultBranch, applicationName, configRepoHttpsUrl, namespace, overlayPath, versions } = locals; void { syncPolicy, autoPrune, selfHeal, defaultBranch, applicationName, configRepoHttpsUrl, namespace, overlayPath, versions };
let output = "";
const __append = (text: string) => { output += text; };
__append("# The application: which folder of which repository is to run where. \"npx projen app:create\" makes it, once there is an image to run.\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: ")
__append(escape( applicationName ))
__append("\n  namespace: argocd\n  finalizers:\n    # Deleting the application deletes what it runs.\n    - resources-finalizer.argocd.argoproj.io\nspec:\n  project: ")
__append(escape( applicationName ))
__append("\n  source:\n    # Replaced by the address in connection.yaml.\n    repoURL: ")
__append(escape( configRepoHttpsUrl ))
__append("\n    targetRevision: ")
__append(escape( defaultBranch ))
__append("\n    path: ")
__append(escape( overlayPath ))
__append("\n  destination:\n    server: https://kubernetes.default.svc\n    namespace: ")
__append(escape( namespace ))
__append("\n  syncPolicy:\n")
 if (syncPolicy === 'automated') { 
__append("    # syncPolicy: automated. Argo CD applies what Git says as soon as it sees it.\n    automated:\n      enabled: true\n      # autoPrune: ")
__append(escape( autoPrune ))
__append(". Whether it deletes what was deleted from Git.\n      prune: ")
__append(escape( autoPrune ))
__append("\n      # selfHeal: ")
__append(escape( selfHeal ))
__append(". Whether it reverts changes made in the cluster by hand.\n      selfHeal: ")
__append(escape( selfHeal ))
__append("\n      # An empty repository is more likely a mistake than a wish.\n      allowEmpty: false\n")
 } else { 
__append("    # syncPolicy: manual. Argo CD shows the difference and waits for \"npx projen app:sync\".\n")
 } 
__append("    syncOptions:\n      - CreateNamespace=true\n      - ServerSideApply=true\n      # What is new is up before what is gone is deleted.\n      - PruneLast=true\n    managedNamespaceMetadata:\n      labels:\n        # Kubernetes itself refuses pods that ask for more than the restricted standard allows.\n        pod-security.kubernetes.io/enforce: restricted\n        pod-security.kubernetes.io/enforce-version: ")
__append(escape( `v${versions.kubernetes}` ))
__append("\n    retry:\n      limit: 5\n      backoff:\n        duration: 10s\n        factor: 2\n        maxDuration: 3m\n")
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"base","path":"argocd/appproject.yaml"}, render: (locals: any, escape, _include) => {
const { appName, environment, applicationName, configRepoHttpsUrl, namespace } = locals; void { appName, environment, applicationName, configRepoHttpsUrl, namespace };
let output = "";
const __append = (text: string) => { output += text; };
__append("# What the application may do: take manifests from one repository and put objects into one namespace. Everything else is refused,\n# whoever asks Argo CD for it.\napiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata:\n  name: ")
__append(escape( applicationName ))
__append("\n  namespace: argocd\nspec:\n  description: ")
__append(escape( `${appName} in ${environment}` ))
__append("\n  sourceRepos:\n    # Replaced by the address in connection.yaml.\n    - ")
__append(escape( configRepoHttpsUrl ))
__append("\n  destinations:\n    - server: https://kubernetes.default.svc\n      namespace: ")
__append(escape( namespace ))
__append("\n  # The one cluster-wide object: its own namespace, which Argo CD makes (CreateNamespace).\n  clusterResourceWhitelist:\n    - group: \"\"\n      kind: Namespace\n      name: ")
__append(escape( namespace ))
__append("\n")
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"base","path":"argocd/kustomization.yaml"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n\nresources:\n  - appproject.yaml\n  - application.yaml\n  - connection.yaml\n\n# Argo CD finds its credentials by the repository's address, so that it must be the same to the letter in all places.\nreplacements:\n  - source:\n      kind: ConfigMap\n      name: connection\n      fieldPath: data.repoURL\n    targets:\n      - select:\n          kind: Application\n        fieldPaths:\n          - spec.source.repoURL\n      - select:\n          kind: AppProject\n        fieldPaths:\n          - spec.sourceRepos.0\n")
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"base","path":"scripts/app/create.sh"}, render: (locals: any, _escape, _include) => {
const { syncPolicy } = locals; void { syncPolicy };
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Makes the AppProject and the Application in Argo CD, once there is an image to run.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n. scripts/lib/cluster.sh\n\nrequire_cluster\nrequire_image\nif ! $DRY_RUN; then\n  [ -n \"$(argo get secrets --selector argocd.argoproj.io/secret-type=repository --output name)\" ] ||\n    die 'Argo CD cannot read the config repo yet. Run \"npx projen argocd:connect\" first.'\nfi\nrun argo apply --server-side --force-conflicts --kustomize argocd\n")
 if (syncPolicy === 'automated') { 
__append("say \"Argo CD now brings $APPLICATION into line with Git by itself (syncPolicy: automated): npx projen app:status\"\n")
 } else { 
__append("say \"Argo CD now compares $APPLICATION with Git, and waits (syncPolicy: manual): npx projen app:diff, npx projen app:sync\"\n")
 }
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"base","path":"scripts/app/delete.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Deletes the application with everything that it runs.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n. scripts/lib/cluster.sh\n\nrequire_cluster\nhas_flag --yes || $DRY_RUN || die \"This deletes $APPLICATION with its pods and its load balancer. Run it again with --yes.\"\n# The Application has a finalizer: it is gone when what it runs is gone, its load balancer included.\nrun argo delete application \"$APPLICATION\" --ignore-not-found --timeout 10m\nrun argo delete appproject \"$APPLICATION\" --ignore-not-found\nrun kube delete namespace \"$NAMESPACE\" --ignore-not-found --timeout 10m\n")
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"base","path":"scripts/app/diff.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Shows what a sync of this working copy would change in the cluster.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n. scripts/lib/cluster.sh\n\nrequire_cluster\nif ! $DRY_RUN && ! kube get namespace \"$NAMESPACE\" >/dev/null 2>&1; then\n  say 'Nothing runs yet: a sync would make all of this.'\n  exec kubectl kustomize \"$OVERLAY\"\nfi\n# kubectl ends with 1 where there are differences, and with more where something went wrong.\ncode=0\nrun kube diff --server-side --force-conflicts --kustomize \"$OVERLAY\" || code=$?\ncase $code in\n  0) if ! $DRY_RUN; then say 'No difference.'; fi ;;\n  1) ;;\n  *) exit \"$code\" ;;\nesac\n")
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"base","path":"scripts/app/open.sh"}, render: (locals: any, _escape, _include) => {
const { serviceType, loadBalancerScheme } = locals; void { serviceType, loadBalancerScheme };
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n")
 if (serviceType === 'LoadBalancer') { 
__append("# Prints the address of the application, once its load balancer answers.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n. scripts/lib/cluster.sh\n\nrequire_cluster\nif $DRY_RUN; then\n  run kube --namespace \"$NAMESPACE\" get service \"$APP_NAME\"\n  exit\nfi\nsay 'Waiting for the load balancer: a new one takes a few minutes.'\nfor _ in {1..60}; do\n  host=$(kube --namespace \"$NAMESPACE\" get service \"$APP_NAME\" --output 'jsonpath={.status.loadBalancer.ingress[0].hostname}')\n  if [ -n \"$host\" ]; then\n")
 if (loadBalancerScheme === 'internal') { 
__append("    # loadBalancerScheme: internal. From here it may not answer at all.\n    say \"http://$host (from inside the VPC)\"\n    exit\n")
 } else { 
__append("    if curl --silent --fail --max-time 5 --output /dev/null \"http://$host/healthz\"; then\n      say \"http://$host\"\n      exit\n    fi\n")
 } 
__append("  fi\n  sleep 10\ndone\ndie \"There is no load balancer after ten minutes. The Service may say why:\n  kubectl --context $CONTEXT --namespace $NAMESPACE describe service $APP_NAME\"\n")
 } else { 
__append("# Makes the application reachable from this machine, until it is interrupted (serviceType: ClusterIP).\n. \"$(dirname \"$0\")/../lib/common.sh\"\n. scripts/lib/cluster.sh\n\nrequire_cluster\nsay 'Open http://localhost:8080. Ctrl-C ends it.'\nrun kube --namespace \"$NAMESPACE\" port-forward \"service/$APP_NAME\" 8080:80 --address 127.0.0.1\n")
 }
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"base","path":"scripts/app/rollback.sh"}, render: (locals: any, _escape, _include) => {
const { syncPolicy } = locals; void { syncPolicy };
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Goes back to the image before the present one, by reverting the commit that brought it.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n. scripts/lib/cluster.sh\n\nneed git\nif $DRY_RUN; then\n  run git pull --ff-only origin \"$BRANCH\"\n  say \"Then the newest commit that changed the digest in $DIGEST_FILE is reverted and pushed.\"\n  exit\nfi\ngit diff --quiet HEAD -- || die 'There are changes that are not committed.'\ngit pull --quiet --ff-only origin \"$BRANCH\"\ncommit=$(git log --max-count 1 --format=%H -G '^ *digest: ' -- \"$DIGEST_FILE\")\nprevious=$(git show \"$commit~1:$DIGEST_FILE\" 2>/dev/null | digest_in) || previous=\nif [ -z \"$previous\" ] || [ \"$previous\" = \"$NO_DIGEST\" ]; then\n  die 'There is no image before the present one.'\nfi\ngit revert --no-edit \"$commit\" >/dev/null\ngit push --quiet origin \"$BRANCH\"\nsay \"Back at $previous.\"\n")
 if (syncPolicy === 'automated') { 
__append("say 'Argo CD follows by itself (syncPolicy: automated).'\n")
 } else { 
__append("say 'Argo CD waits for \"npx projen app:sync\" (syncPolicy: manual).'\n")
 }
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"base","path":"scripts/app/status.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Shows whether the cluster is in line with Git, and whether the application is healthy.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n. scripts/lib/cluster.sh\n\nrequire_cluster\nrequire_application\nif $DRY_RUN; then\n  run argo get application \"$APPLICATION\"\nelse\n  show_application\nfi\n")
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"base","path":"scripts/app/sync.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Brings the cluster into line with Git and waits until the application is healthy; --prune deletes what Git no longer has.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n. scripts/lib/cluster.sh\n\nrequire_cluster\nrequire_application\nrequire_image\nrefresh\n\nprune=false\nif has_flag --prune; then prune=true; fi\noptions=[]\nif ! $DRY_RUN; then options=$(application_field .spec.syncPolicy.syncOptions); fi\n# What \"argocd app sync\" does: it asks for one operation.\nrun argo patch application \"$APPLICATION\" --type merge --patch \\\n  \"{\\\"operation\\\": {\\\"initiatedBy\\\": {\\\"username\\\": \\\"app:sync\\\"}, \\\"sync\\\": {\\\"prune\\\": $prune, \\\"syncOptions\\\": ${options:-[]}}}}\"\nif $DRY_RUN; then exit; fi\n\nfor _ in {1..300}; do\n  # The operation leaves the field when it is taken up, and has a phase from then on.\n  if [ -z \"$(application_field .operation)\" ]; then\n    case $(application_field .status.operationState.phase) in\n      Failed | Error)\n        application_field '.status.operationState.syncResult.resources[?(@.status==\"SyncFailed\")].message' >&2\n        die \"The sync failed: $(application_field .status.operationState.message)\"\n        ;;\n      Succeeded)\n        if [ \"$(application_field .status.sync.status)/$(application_field .status.health.status)\" = Synced/Healthy ]; then\n          show_application\n          exit\n        fi\n        ;;\n    esac\n  fi\n  sleep 1\ndone\nshow_application\ndie \"After five minutes the application is still not synced and healthy. Its pods may say why:\n  kubectl --context $CONTEXT --namespace $NAMESPACE get pods,events\"\n")
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"base","path":"scripts/argocd/install.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Installs Argo CD into the cluster, or brings it to the pinned version; --manifest FILE takes a copy of its manifest.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n. scripts/lib/cluster.sh\n\nmanifest=$(flag_value --manifest)\n\nrequire_cluster\nif $DRY_RUN || ! kube get namespace argocd >/dev/null 2>&1; then\n  run kube create namespace argocd\nfi\n# Server-side: one of its definitions is too large for the other way.\nrun argo apply --server-side --force-conflicts \\\n  --filename \"${manifest:-https://raw.githubusercontent.com/argoproj/argo-cd/$ARGOCD_VERSION/manifests/install.yaml}\" >/dev/null\nrun argo rollout status statefulset/argocd-application-controller --timeout 5m\nrun argo wait --for condition=Available deployment --all --timeout 5m\nsay \"Argo CD $ARGOCD_VERSION runs. It is not exposed: npx projen argocd:open\"\n")
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"base","path":"scripts/argocd/open.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Makes Argo CD's pages reachable from this machine alone, until it is interrupted.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n. scripts/lib/cluster.sh\n\nrequire_cluster\nsay 'Open https://localhost:8443 and sign in as \"admin\", with the password from \"npx projen argocd:password\".'\nsay 'The certificate is Argo CD'\\''s own, so that the browser asks. Ctrl-C ends it.'\nrun argo port-forward service/argocd-server 8443:443 --address 127.0.0.1\n")
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"base","path":"scripts/argocd/password.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Prints the first password of Argo CD's user \"admin\".\n. \"$(dirname \"$0\")/../lib/common.sh\"\n. scripts/lib/cluster.sh\n\nrequire_cluster\nif $DRY_RUN; then\n  run argo get secret argocd-initial-admin-secret\n  exit\nfi\npassword=$(argo get secret argocd-initial-admin-secret --output 'jsonpath={.data.password}') ||\n  die 'Argo CD has no first password any more: somebody has deleted it, as one should after changing it.'\nprintf '%s' \"$password\" | base64 --decode\nprintf '\\n'\n")
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"base","path":"scripts/cluster/connect.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Adds the cluster to kubectl's configuration, as a context of its own.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n. scripts/lib/cluster.sh\n\nrequire_account\nneed kubectl\nrun aws eks update-kubeconfig --name \"$CLUSTER\" --alias \"$CONTEXT\"\nif $DRY_RUN; then exit; fi\nkube version >/dev/null || die 'The cluster does not answer. Its API may be reachable from inside its VPC alone, or from other addresses than yours.'\n[ \"$(kube auth can-i '*' '*' --all-namespaces 2>/dev/null)\" = yes ] ||\n  warn 'You are not an administrator of this cluster. Installing Argo CD takes one: see \"EKS access entries\".'\nsay \"Connected to $CLUSTER (context $CONTEXT).\"\n")
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"base","path":"scripts/lib/cluster.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("# What the tasks that touch the cluster share.\n# shellcheck shell=bash\n\n# The context that \"npx projen cluster:connect\" makes. Naming it keeps the tasks off whatever cluster happens to be the current one.\nCONTEXT=${KUBE_CONTEXT:-$CLUSTER}\n# Where the image's digest is written.\nDIGEST_FILE=$OVERLAY/kustomization.yaml\n\nkube() { kubectl --context \"$CONTEXT\" \"$@\"; }\nargo() { kube --namespace argocd \"$@\"; }\n\nrequire_cluster() {\n  if $DRY_RUN; then return; fi\n  need kubectl\n  kube version >/dev/null 2>&1 ||\n    die \"The cluster does not answer (context $CONTEXT). Run \\\"npx projen cluster:connect\\\" first.\"\n}\n\n# digest_in: reads an overlay on standard input, prints the digest of the image in it.\ndigest_in() {\n  sed -n 's/^ *digest: *\"\\{0,1\\}\\(sha256:[0-9a-f]*\\)\"\\{0,1\\} *$/\\1/p' | head -n 1\n}\n\n# Ends the task while the branch that Argo CD follows names no image: its pods could not start.\nrequire_image() {\n  if $DRY_RUN; then return; fi\n  need git\n  git fetch --quiet origin \"$BRANCH\" ||\n    die 'The config repo cannot be read. Push it first: npx projen repos:push'\n  local digest\n  digest=$(git show \"origin/$BRANCH:$DIGEST_FILE\" | digest_in)\n  if [ -z \"$digest\" ] || [ \"$digest\" = \"$NO_DIGEST\" ]; then\n    die 'No image was promoted yet, so that no pod could start. When the pipeline has built one: npx projen promote'\n  fi\n}\n\n# application_field PATH: one field of the Application.\napplication_field() {\n  argo get application \"$APPLICATION\" --output \"jsonpath={$1}\"\n}\n\nrequire_application() {\n  if $DRY_RUN; then return; fi\n  application_field .metadata.name >/dev/null 2>&1 ||\n    die \"The application $APPLICATION is not there. Run \\\"npx projen app:create\\\" first.\"\n}\n\n# Has Argo CD look at Git at once: CodeCommit does not call it, so that it looks every two minutes or so.\nrefresh() {\n  run argo annotate application \"$APPLICATION\" argocd.argoproj.io/refresh=normal --overwrite\n  if $DRY_RUN; then return; fi\n  for _ in {1..60}; do\n    [ -n \"$(application_field '.metadata.annotations.argocd\\.argoproj\\.io/refresh')\" ] || return 0\n    sleep 1\n  done\n  die \"Argo CD does not answer. Is it running? kubectl --context $CONTEXT --namespace argocd get pods\"\n}\n\nshow_application() {\n  say \"Sync:     $(application_field .status.sync.status) at $(application_field .status.sync.revision)\"\n  say \"Health:   $(application_field .status.health.status)\"\n  say \"Image:    $(application_field .status.summary.images)\"\n  local problem\n  problem=$(application_field '.status.conditions[*].message')\n  [ -z \"$problem\" ] || say \"Problem:  $problem\"\n}\n")
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"base","path":"scripts/manifests/check.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Renders all manifests and looks whether every image is named by a digest.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n\nneed kubectl\nfor folder in k8s/overlays/*/; do\n  run kubectl kustomize \"$folder\" >/dev/null\n  if $DRY_RUN; then continue; fi\n  loose=$(kubectl kustomize \"$folder\" | sed -n 's/^ *\\(- \\)\\{0,1\\}image: *//p' | grep -v '@sha256:[0-9a-f]\\{64\\}$' || true)\n  [ -z \"$loose\" ] || die \"$folder names an image without a digest, so that nobody knows what will run: $loose\"\ndone\nrun kubectl kustomize argocd >/dev/null\nsay 'All manifests can be rendered, and every image has a digest.'\n")
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"base","path":"scripts/manifests/render.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Prints the manifests as Argo CD would apply them.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n\nneed kubectl\nrun kubectl kustomize \"$OVERLAY\"\n")
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"base","path":"scripts/promote.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Writes the digest of the newest image, or of --digest sha256:…, into the overlay, commits and pushes it.\n. \"$(dirname \"$0\")/lib/common.sh\"\n. scripts/lib/cluster.sh\n\nneed git aws awk\nrequire_account\ndigest=$(flag_value --digest)\nif $DRY_RUN; then\n  run aws ecr describe-images --repository-name \"$IMAGES\"\n  say \"Then the digest (${digest:-the newest}) is written into $DIGEST_FILE, committed and pushed.\"\n  exit\nfi\n\nuri=$(aws ecr describe-repositories --repository-names \"$IMAGES\" --query 'repositories[0].repositoryUri' --output text) ||\n  die 'There is no image registry yet. In the app repo: npx projen pipeline:deploy'\nif [ -z \"$digest\" ]; then\n  digest=$(aws ecr describe-images --repository-name \"$IMAGES\" --filter tagStatus=TAGGED --output text \\\n    --query 'sort_by(imageDetails, &imagePushedAt)[-1].imageDigest')\n  [ \"$digest\" != None ] || die 'There is no image yet. In the app repo, see how far the pipeline is: npx projen pipeline:status'\nfi\n[[ $digest =~ ^sha256:[0-9a-f]{64}$ ]] || die \"\\\"$digest\\\" is no digest: it must be sha256: and 64 hexadecimal digits.\"\ntag=$(aws ecr describe-images --repository-name \"$IMAGES\" --image-ids \"imageDigest=$digest\" --output text \\\n  --query 'imageDetails[0].imageTags[0]') || die \"There is no image $digest in $uri.\"\n\ngit diff --quiet -- \"$DIGEST_FILE\" || die \"$DIGEST_FILE has changes that are not committed.\"\ngit pull --quiet --ff-only origin \"$BRANCH\"\n\n# Two lines of the entry that has the application's name, and nothing else.\nchanged=$(mktemp)\ntrap 'rm -f \"$changed\"' EXIT\nawk -v name=\"$APP_NAME\" -v uri=\"$uri\" -v digest=\"$digest\" '\n  $1 == \"-\" && $2 == \"name:\" { entry = $3; gsub(/\"/, \"\", entry) }\n  entry == name && $1 == \"newName:\" { sub(/newName:.*/, \"newName: \" uri) }\n  entry == name && $1 == \"digest:\" { sub(/digest:.*/, \"digest: \" digest) }\n  { print }\n' \"$DIGEST_FILE\" >\"$changed\"\n[ \"$(digest_in <\"$changed\")\" = \"$digest\" ] || die \"$DIGEST_FILE has no line \\\"digest:\\\" for the image $APP_NAME.\"\n\nif cmp -s \"$changed\" \"$DIGEST_FILE\"; then\n  say \"$DIGEST_FILE names $digest already.\"\nelse\n  cat \"$changed\" >\"$DIGEST_FILE\"\n  git commit --quiet --message \"deploy($ENVIRONMENT): $tag\" --message \"Image: $uri@$digest\" -- \"$DIGEST_FILE\"\nfi\ngit push --quiet origin \"$BRANCH\"\nsay \"Promoted $digest (commit $tag).\"\n")
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"cluster=create","path":"scripts/cluster/create.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Makes the cluster that cluster/eksctl.yaml describes: about 15 minutes, and it costs money from then on.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n\nrequire_account\nneed eksctl\nif ! $DRY_RUN && aws eks describe-cluster --name \"$CLUSTER\" >/dev/null 2>&1; then\n  say 'The cluster is there already.'\nelse\n  # Nobody should wait a quarter of an hour for a cluster that they cannot reach.\n  if ! grep -q '^ *publicAccess: true' cluster/eksctl.yaml && ! has_flag --private && ! $DRY_RUN; then\n    die 'The Kubernetes API would be reachable from inside the VPC alone. Either name your address in cluster/eksctl.yaml\n  (publicAccess: true and publicAccessCIDRs; \"curl https://checkip.amazonaws.com\" tells it), or run this again with --private\n  from a machine that reaches the VPC.'\n  fi\n  run eksctl create cluster --config-file cluster/eksctl.yaml --write-kubeconfig=false\nfi\nif $DRY_RUN; then exit; fi\nexec bash scripts/cluster/connect.sh\n")
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"cluster=create","path":"scripts/cluster/delete.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Deletes the cluster and everything in it.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n. scripts/lib/cluster.sh\n\nrequire_account\nneed eksctl\nhas_flag --yes || $DRY_RUN || die \"This deletes the cluster $CLUSTER with all that runs in it. Run it again with --yes.\"\n# A load balancer that nothing in the cluster looks after any more would stay, and cost money.\nif ! $DRY_RUN && kube get namespace argocd >/dev/null 2>&1; then\n  bash scripts/app/delete.sh --yes\nfi\nrun eksctl delete cluster --config-file cluster/eksctl.yaml --wait\n")
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"repoAuth=https","path":"scripts/argocd/connect.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Lets Argo CD read the config repo over HTTPS, with a password for CodeCommit alone; --rotate replaces it.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n. scripts/lib/cluster.sh\n\nsecret=repository-$CONFIG_REPO\n\nrequire_account\nrequire_cluster\n\nif $DRY_RUN; then\n  say '+ aws iam create-service-specific-credential --service-name codecommit.amazonaws.com'\n  say 'Then its user name and password go into a Secret of Argo CD.'\n  exit\nfi\n\nuser=$(stack_output \"$REPOSITORIES_STACK\" ReaderUserName) ||\n  die 'The repositories are not there yet. In the app repo: npx projen repos:deploy'\n\ncredentials() {\n  aws iam list-service-specific-credentials --user-name \"$user\" --service-name codecommit.amazonaws.com \\\n    --query 'ServiceSpecificCredentials[].ServiceSpecificCredentialId' --output text\n}\n\nold=$(credentials)\nif [ -n \"$old\" ] && ! has_flag --rotate && argo get secret \"$secret\" >/dev/null 2>&1; then\n  say 'Argo CD has a password already. --rotate replaces it.'\n  exit\nfi\n\n# IAM has room for two. What no Secret holds any more is of no use.\nfor id in $old; do\n  aws iam delete-service-specific-credential --user-name \"$user\" --service-specific-credential-id \"$id\"\ndone\n\nprivate=$(mktemp -d) # readable by its owner alone\ntrap 'rm -rf \"$private\"' EXIT\naws iam create-service-specific-credential --user-name \"$user\" --service-name codecommit.amazonaws.com --output text \\\n  --query 'ServiceSpecificCredential.[ServiceUserName, ServicePassword]' >\"$private/credential\"\ncut -f 1 \"$private/credential\" | tr -d '\\n' >\"$private/username\"\ncut -f 2 \"$private/credential\" | tr -d '\\n' >\"$private/password\"\n\nargo create secret generic \"$secret\" --from-literal=type=git --from-literal=\"url=$CONFIG_REPO_URL\" \\\n  --from-file=\"$private/username\" --from-file=\"$private/password\" --dry-run=client --output yaml |\n  kubectl label --local --filename - --output yaml argocd.argoproj.io/secret-type=repository |\n  argo apply --server-side --force-conflicts --filename - >/dev/null\nsay \"Argo CD has a user name and a password for $CONFIG_REPO_URL.\"\n")
return output;
} },
  { ...{"repo":"config","ownership":"managed","layer":"repoAuth=ssh","path":"scripts/argocd/connect.sh"}, render: (_locals: any, _escape, _include) => {
let output = "";
const __append = (text: string) => { output += text; };
__append("#!/usr/bin/env bash\n# Lets Argo CD read the config repo over SSH, with a key of its own; --rotate replaces the key.\n. \"$(dirname \"$0\")/../lib/common.sh\"\n. scripts/lib/cluster.sh\n\nsecret=repository-$CONFIG_REPO\nconnection=argocd/connection.yaml\n\nrequire_account\nrequire_cluster\nneed ssh-keygen ssh-keyscan awk\n\nif $DRY_RUN; then\n  run ssh-keyscan -t rsa \"$CODECOMMIT_HOST\"\n  say 'Then a key pair is made; its public half goes to IAM, its private half into a Secret of Argo CD, its id into argocd/connection.yaml.'\n  exit\nfi\n\nuser=$(stack_output \"$REPOSITORIES_STACK\" ReaderUserName) ||\n  die 'The repositories are not there yet. In the app repo: npx projen repos:deploy'\n\n# --- Argo CD must know that it speaks to CodeCommit ---------------------------------------------------------------------\n\nprivate=$(mktemp -d) # readable by its owner alone\ntrap 'rm -rf \"$private\"' EXIT\n\nssh-keyscan -t rsa \"$CODECOMMIT_HOST\" >\"$private/host\" 2>/dev/null && [ -s \"$private/host\" ] || die \"$CODECOMMIT_HOST does not answer.\"\nfound=$(ssh-keygen -l -f \"$private/host\" | awk '{ print $2 }')\nexpected=$(flag_value --fingerprint)\nexpected=${expected:-$CODECOMMIT_FINGERPRINT}\nif [ -z \"$expected\" ]; then\n  die \"$CODECOMMIT_HOST shows the key $found. Compare it with the one that AWS publishes for $REGION\n  (https://docs.aws.amazon.com/codecommit/latest/userguide/regions.html#regions-fingerprints), then run this again with\n  --fingerprint and what is written there.\"\nfi\n[ \"$found\" = \"$expected\" ] || die \"$CODECOMMIT_HOST shows the key $found instead of $expected: somebody may be listening in.\"\n\n# Added to the hosts that Argo CD knows from the beginning.\nargo get configmap argocd-ssh-known-hosts-cm --output 'jsonpath={.data.ssh_known_hosts}' >\"$private/known\"\nif ! grep -q -F \"$(cut -d ' ' -f 2- \"$private/host\")\" \"$private/known\"; then\n  { grep -v \"^$CODECOMMIT_HOST \" \"$private/known\" || true; cat \"$private/host\"; } >\"$private/ssh_known_hosts\"\n  argo create configmap argocd-ssh-known-hosts-cm --from-file \"$private/ssh_known_hosts\" --dry-run=client --output yaml |\n    argo apply --server-side --force-conflicts --filename - >/dev/null\nfi\n\n# --- Its key ------------------------------------------------------------------------------------------------------------\n\nold=$(sed -n 's#.*ssh://\\([A-Z0-9]*\\)@.*#\\1#p' \"$connection\")\nif [ -n \"$old\" ] && ! has_flag --rotate &&\n  argo get secret \"$secret\" >/dev/null 2>&1 &&\n  aws iam get-ssh-public-key --user-name \"$user\" --ssh-public-key-id \"$old\" --encoding SSH >/dev/null 2>&1; then\n  say \"Argo CD has the key $old already. --rotate replaces it.\"\n  exit\nfi\n\n# CodeCommit takes RSA alone.\nssh-keygen -q -t rsa -b 4096 -N '' -C \"$user\" -f \"$private/key\"\nid=$(aws iam upload-ssh-public-key --user-name \"$user\" --ssh-public-key-body \"file://$private/key.pub\" \\\n  --query SSHPublicKey.SSHPublicKeyId --output text)\nurl=ssh://$id@$CODECOMMIT_HOST/v1/repos/$CONFIG_REPO\n\nargo create secret generic \"$secret\" --from-literal=type=git --from-literal=\"url=$url\" \\\n  --from-file=\"sshPrivateKey=$private/key\" --dry-run=client --output yaml |\n  kubectl label --local --filename - --output yaml argocd.argoproj.io/secret-type=repository |\n  argo apply --server-side --force-conflicts --filename - >/dev/null\n\nsed \"s#^\\( *repoURL:\\).*#\\1 $url#\" \"$connection\" >\"$private/connection\"\ncat \"$private/connection\" >\"$connection\"\n\nif [ -n \"$old\" ]; then\n  aws iam delete-ssh-public-key --user-name \"$user\" --ssh-public-key-id \"$old\" 2>/dev/null || true\nfi\nsay \"Argo CD has the key $id. Its id now is in $connection: commit and push that.\"\nif argo get application \"$APPLICATION\" >/dev/null 2>&1; then\n  say 'The application still has the address with the old key: npx projen app:create'\nfi\n")
return output;
} },
  { ...{"repo":"config","ownership":"merged","layer":"base","path":"README.md"}, render: (locals: any, escape, _include) => {
const { appName, accountId, replicas, syncPolicy, autoPrune, selfHeal, defaultBranch, configRepoName, environment, cluster, clusterName, repoAuth, serviceType, applicationName, codecommitHost, configRepoHttpsUrl, namespace, overlayPath, versions } = locals; void { appName, accountId, replicas, syncPolicy, autoPrune, selfHeal, defaultBranch, configRepoName, environment, cluster, clusterName, repoAuth, serviceType, applicationName, codecommitHost, configRepoHttpsUrl, namespace, overlayPath, versions };
let output = "";
const __append = (text: string) => { output += text; };
__append("# ")
__append(escape( configRepoName ))
__append("\n\nWhat the cluster ")
__append(escape( clusterName ))
__append(" runs of [`")
__append(escape( appName ))
__append("`](../")
__append(escape( appName ))
__append("/README.md), whose README has the whole way from an empty account to the page in\na browser. Argo CD follows the branch `")
__append(escape( defaultBranch ))
__append("` of this repository: what is merged here is what is meant to run.\n\n```mermaid\nflowchart LR\n  promote([npx projen promote]) -- digest --> overlay\n  subgraph repo[\"")
__append(escape( configRepoName ))
__append("\"]\n    base[\"k8s/base\"] --> overlay[\"")
__append(escape( overlayPath ))
__append("\"]\n  end\n  subgraph eks[\"EKS cluster ")
__append(escape( clusterName ))
__append("\"]\n    argocd[\"Argo CD ")
__append(escape( versions.argocd ))
__append("<br/>")
__append(escape( applicationName ))
__append("\"] -- \"")
__append(escape( syncPolicy ))
__append(" sync\" --> pods[\"")
__append(escape( replicas ))
__append(" × ")
__append(escape( appName ))
__append("<br/>namespace ")
__append(escape( namespace ))
__append("\"]\n  end\n  argocd -- \"reads over ")
__append(escape( repoAuth === 'ssh' ? 'SSH' : 'HTTPS' ))
__append("\" --> overlay\n```\n\n")
 if (!accountId) { 
__append("The AWS account was not known when this was written, so that the image's name in `")
__append(escape( overlayPath ))
__append("/kustomization.yaml` begins with zeros:\n`npx projen promote` writes the real one.\n\n")
 } 
__append("## Set up\n\nSigned in to AWS, with `npx projen repos:deploy` done in `../")
__append(escape( appName ))
__append("`, and after `npm install` here:\n\n")
 if (cluster === 'create') { 
__append("    npx projen repos:push\n    npx projen cluster:create      # or cluster:connect, when it is there already\n")
 } else { 
__append("    npx projen repos:push\n    npx projen cluster:connect\n")
 } 
__append("    npx projen argocd:install\n    npx projen argocd:connect\n")
 if (repoAuth === 'ssh') { 
__append("    git commit --all --message \"chore: connect Argo CD\" && npx projen repos:push\n")
 } 
__append("    npx projen promote             # once the pipeline has built an image\n    npx projen app:create\n\nThe tasks touch the cluster through the context `")
__append(escape( clusterName ))
__append("` alone, whatever the current context is; `KUBE_CONTEXT` names another one.\n\n## How the cluster follows Git\n\n")
 if (syncPolicy === 'manual') { 
__append("`syncPolicy: manual`: Argo CD shows that the application is *OutOfSync*, and waits. `npx projen app:diff` shows what would change,\n`npx projen app:sync` applies it and waits until it is healthy (`--prune` also deletes what Git no longer has).\n")
 } else { 
__append("`syncPolicy: automated`: Argo CD applies what Git says, a few minutes after a push at the latest. What was deleted from Git it\n")
__append(escape( autoPrune ? 'deletes, too' : 'leaves, and shows as out of sync' ))
__append(" (`autoPrune: ")
__append(escape( autoPrune ))
__append("`); what somebody changed in the cluster by hand it ")
__append(escape( selfHeal ? 'reverts' : 'leaves until the next change in Git' ))
__append("\n(`selfHeal: ")
__append(escape( selfHeal ))
__append("`). `npx projen app:sync` does not wait for it.\n")
 } 
__append("To change that, change `syncPolicy`, `autoPrune` and `selfHeal` in `.projenrc.json`, then run `npx projen` and `npx projen app:create`.\n\n| task | what it does |\n| --- | --- |\n| `app:status` | shows whether the cluster is in line with Git, and whether it is healthy |\n| `app:open` | ")
 if (serviceType === 'LoadBalancer') { 
__append("prints the address of the page, once its load balancer answers")
 } else { 
__append("makes the page reachable from this machine (`serviceType: ClusterIP`)")
 } 
__append(" |\n| `app:rollback` | reverts the newest change of the image |\n| `argocd:open`, `argocd:password` | Argo CD's own pages, from this machine alone |\n| `manifests:render`, `manifests:check` | what Argo CD would apply |\n\n## The same with Argo CD's own tools\n\nThe tasks need kubectl alone. With [the `argocd` command line](https://argo-cd.readthedocs.io/en/stable/cli_installation/), while `npx projen argocd:open` runs elsewhere:\n\n    argocd login localhost:8443 --username admin\n    argocd account update-password\n")
 if (repoAuth === 'ssh') { 
__append("    ssh-keyscan -t rsa ")
__append(escape( codecommitHost ))
__append(" | argocd cert add-ssh --batch\n    argocd repo add ssh://KEY_ID@")
__append(escape( codecommitHost ))
__append("/v1/repos/")
__append(escape( configRepoName ))
__append(" --ssh-private-key-path PATH\n    argocd app create ")
__append(escape( applicationName ))
__append(" --repo ssh://KEY_ID@")
__append(escape( codecommitHost ))
__append("/v1/repos/")
__append(escape( configRepoName ))
__append(" \\\n")
 } else { 
__append("    argocd repo add ")
__append(escape( configRepoHttpsUrl ))
__append(" --username USER --password PASSWORD\n    argocd app create ")
__append(escape( applicationName ))
__append(" --repo ")
__append(escape( configRepoHttpsUrl ))
__append(" \\\n")
 } 
__append("      --project ")
__append(escape( applicationName ))
__append(" --revision ")
__append(escape( defaultBranch ))
__append(" --path ")
__append(escape( overlayPath ))
__append(" \\\n      --dest-server https://kubernetes.default.svc --dest-namespace ")
__append(escape( namespace ))
__append(" \\\n      --sync-policy ")
__append(escape( syncPolicy === 'automated' ? 'automated' : 'none' ))
__append(escape( autoPrune ? ' --auto-prune' : '' ))
__append(escape( selfHeal ? ' --self-heal' : '' ))
__append(" --sync-option CreateNamespace=true,ServerSideApply=true\n    argocd app diff ")
__append(escape( applicationName ))
__append("\n    argocd app sync ")
__append(escape( applicationName ))
__append("\n\nIn the pages: *Settings, Repositories, Connect repo*; then *Applications, New app*, with the same values; then *Sync*.\n\nTo run the application in another cluster than Argo CD's own, register that with `argocd cluster add CONTEXT`, and put its address into `destination` of the\nApplication and `destinations` of the AppProject.\n\n## Tear down\n\n    npx projen app:delete --yes\n")
 if (cluster === 'create') { 
__append("    npx projen cluster:delete --yes\n")
 } 
__append("\nThe rest is in `../")
__append(escape( appName ))
__append("/README.md`.\n\n## What each file is for\n\n| file | what for | owner |\n| --- | --- | --- |\n| `k8s/base/` | what is the same in every environment | you (merged) |\n| `")
__append(escape( overlayPath ))
__append("/` | replicas and image of `")
__append(escape( environment ))
__append("` | you (merged) |\n| `argocd/application.yaml`, `argocd/appproject.yaml` | what Argo CD runs from where, and what it may do | managed |\n| `argocd/connection.yaml` | the address of this repository | you |\n")
 if (cluster === 'create') { 
__append("| `cluster/eksctl.yaml` | the cluster | you (merged) |\n")
 } 
__append("| `scripts/` | the tasks; `npx projen --help` lists them | managed |\n| `package.json`, `README.md`, `.gitignore`, `.editorconfig` | | you (merged) |\n| `.projenrc.json` | your answers; change them here and in the app repo | you |\n| `.gitops-eks/lock.json`, `.projen/` | what was rendered | managed |\n\n**Managed** files are written again by `npx projen`: change the answers in `.projenrc.json`, not them. **Merged** files are yours; what was rendered\nis kept, so that improvements can be merged into your edits.\n\n## Staying current\n\n    npx projen upgrade\n\ntakes the newest release of the generator, and writes the managed files again. Look at the difference and commit it.\n")
return output;
} },
  { ...{"repo":"config","ownership":"merged","layer":"base","path":"k8s/base/deployment.yaml"}, render: (locals: any, escape, _include) => {
const { appName, replicas, architecture, port, kubernetesArch } = locals; void { appName, replicas, architecture, port, kubernetesArch };
let output = "";
const __append = (text: string) => { output += text; };
__append("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ")
__append(escape( appName ))
__append("\n  labels:\n    app.kubernetes.io/name: ")
__append(escape( appName ))
__append("\nspec:\n  # How many replicas there are, each environment says.\n  revisionHistoryLimit: 5\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: ")
__append(escape( appName ))
__append("\n  strategy:\n    type: RollingUpdate\n    rollingUpdate:\n      # One new pod is up and ready before an old one goes, however many there are. (Kubernetes' own default is a quarter of them\n      # at once, and so two of five.)\n      maxSurge: 1\n      maxUnavailable: 0\n  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: ")
__append(escape( appName ))
__append("\n    spec:\n      # The service never talks to the Kubernetes API.\n      automountServiceAccountToken: false\n      enableServiceLinks: false\n      nodeSelector:\n        # architecture: ")
__append(escape( architecture ))
__append("\n        kubernetes.io/arch: ")
__append(escape( kubernetesArch ))
__append("\n      securityContext:\n        runAsNonRoot: true\n        # The user \"node\" of the image.\n        runAsUser: 1000\n        runAsGroup: 1000\n        seccompProfile:\n          type: RuntimeDefault\n      # The five seconds before SIGTERM and the ten in which the service drains fit in.\n      terminationGracePeriodSeconds: 30\n")
 if (replicas > 1) { 
__append("      # Not all in one zone and on one node, where there are several.\n      topologySpreadConstraints:\n        - topologyKey: topology.kubernetes.io/zone\n          maxSkew: 1\n          whenUnsatisfiable: ScheduleAnyway\n          labelSelector:\n            matchLabels:\n              app.kubernetes.io/name: ")
__append(escape( appName ))
__append("\n        - topologyKey: kubernetes.io/hostname\n          maxSkew: 1\n          whenUnsatisfiable: ScheduleAnyway\n          labelSelector:\n            matchLabels:\n              app.kubernetes.io/name: ")
__append(escape( appName ))
__append("\n")
 } 
__append("      containers:\n        - name: ")
__append(escape( appName ))
__append("\n          # Each environment's kustomization.yaml replaces it by the registry's name and a digest.\n          image: ")
__append(escape( appName ))
__append("\n          ports:\n            - name: http\n              containerPort: ")
__append(escape( port ))
__append("\n          env:\n            - name: PORT\n              value: ")
__append(escape( String(port) ))
__append("\n          startupProbe:\n            httpGet:\n              path: /healthz\n              port: http\n            periodSeconds: 1\n            failureThreshold: 30\n          livenessProbe:\n            httpGet:\n              path: /healthz\n              port: http\n            periodSeconds: 10\n          readinessProbe:\n            httpGet:\n              path: /readyz\n              port: http\n            periodSeconds: 5\n          lifecycle:\n            preStop:\n              # Requests still arrive for a while after the pod has left the Service.\n              sleep:\n                seconds: 5\n          resources:\n            requests:\n              cpu: 100m\n              memory: 64Mi\n            limits:\n              # No limit for the processor: idle time on the node may be used. Memory cannot be taken back.\n              memory: 128Mi\n          securityContext:\n            allowPrivilegeEscalation: false\n            readOnlyRootFilesystem: true\n            capabilities:\n              drop:\n                - ALL\n")
return output;
} },
  { ...{"repo":"config","ownership":"merged","layer":"base","path":"k8s/base/kustomization.yaml"}, render: (locals: any, _escape, _include) => {
const { replicas } = locals; void { replicas };
let output = "";
const __append = (text: string) => { output += text; };
__append("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n\n# What is the same in every environment. What differs is in ../overlays.\nresources:\n  - deployment.yaml\n")
 if (replicas > 1) { 
__append("  - poddisruptionbudget.yaml\n")
 } 
__append("  - service.yaml\n")
return output;
} },
  { ...{"repo":"config","ownership":"merged","layer":"base","path":"k8s/base/poddisruptionbudget.yaml"}, render: (locals: any, escape, _include) => {
const { appName, replicas } = locals; void { appName, replicas };
let output = "";
const __append = (text: string) => { output += text; };
 if (replicas > 1) { 
__append("apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: ")
__append(escape( appName ))
__append("\n  labels:\n    app.kubernetes.io/name: ")
__append(escape( appName ))
__append("\nspec:\n  # When nodes are drained, pods move one at a time.\n  maxUnavailable: 1\n  # A pod that is not healthy anyway does not hold up a drain.\n  unhealthyPodEvictionPolicy: AlwaysAllow\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: ")
__append(escape( appName ))
__append("\n")
 }
return output;
} },
  { ...{"repo":"config","ownership":"merged","layer":"base","path":"k8s/base/service.yaml"}, render: (locals: any, escape, _include) => {
const { appName, compute, serviceType, loadBalancerScheme } = locals; void { appName, compute, serviceType, loadBalancerScheme };
let output = "";
const __append = (text: string) => { output += text; };
__append("apiVersion: v1\nkind: Service\nmetadata:\n  name: ")
__append(escape( appName ))
__append("\n  labels:\n    app.kubernetes.io/name: ")
__append(escape( appName ))
__append("\n")
 if (serviceType === 'LoadBalancer') { 
__append("  annotations:\n    # loadBalancerScheme: ")
__append(escape( loadBalancerScheme ))
__append("\n")
 if (compute === 'auto-mode') { 
__append("    service.beta.kubernetes.io/aws-load-balancer-scheme: ")
__append(escape( loadBalancerScheme ))
__append("\n    # Straight to the pods, without a detour over the nodes.\n    service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip\n")
 } else { 
__append("    # Without Auto Mode (compute: managed-nodes), Kubernetes' own AWS integration makes the load balancer, and these are its words.\n    service.beta.kubernetes.io/aws-load-balancer-type: nlb\n    service.beta.kubernetes.io/aws-load-balancer-internal: ")
__append(escape( String(loadBalancerScheme === 'internal') ))
__append("\n")
 } 
 } 
__append("spec:\n  # serviceType: ")
__append(escape( serviceType ))
__append("\n  type: ")
__append(escape( serviceType ))
__append("\n")
 if (serviceType === 'LoadBalancer' && compute === 'auto-mode') { 
__append("  # EKS Auto Mode makes a Network Load Balancer (compute: auto-mode).\n  loadBalancerClass: eks.amazonaws.com/nlb\n")
 } 
__append("  selector:\n    app.kubernetes.io/name: ")
__append(escape( appName ))
__append("\n  ports:\n    - name: http\n      port: 80\n      targetPort: http\n")
return output;
} },
  { ...{"repo":"config","ownership":"merged","layer":"base","path":"k8s/overlays/[environment]/kustomization.yaml"}, render: (locals: any, escape, _include) => {
const { appName, replicas, environment, imageRepository, namespace, noDigest } = locals; void { appName, replicas, environment, imageRepository, namespace, noDigest };
let output = "";
const __append = (text: string) => { output += text; };
__append("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n\n# What is different in the environment ")
__append(escape( environment ))
__append(".\nnamespace: ")
__append(escape( namespace ))
__append("\n\nresources:\n  - ../../base\n\nreplicas:\n  - name: ")
__append(escape( appName ))
__append("\n    count: ")
__append(escape( replicas ))
__append("\n\n# The image that runs. \"npx projen promote\" writes newName and digest; every change of them is a deployment, and its revert a rollback.\n# The digest of zeros stands for \"no image yet\".\nimages:\n  - name: ")
__append(escape( appName ))
__append("\n    newName: ")
__append(escape( imageRepository ))
__append("\n    digest: ")
__append(escape( noDigest ))
__append("\n")
return output;
} },
  { ...{"repo":"config","ownership":"merged","layer":"base","path":"package.json"}, render: (locals: any, escape, _include) => {
const { appName, configRepoName, cluster, versions } = locals; void { appName, configRepoName, cluster, versions };
let output = "";
const __append = (text: string) => { output += text; };
__append("{\n  \"name\": ")
__append(escape( configRepoName ))
__append(",\n  \"version\": \"0.1.0\",\n  \"description\": ")
__append(escape( `What the cluster runs of ${appName}` ))
__append(",\n  \"private\": true,\n  \"scripts\": {\n    \"test\": \"projen manifests:check\",\n    \"projen\": \"projen\"\n  },\n  \"devDependencies\": {\n    \"create-gitops-eks\": ")
__append(escape( `^${versions.generator}` ))
__append(",\n    \"projen\": ")
__append(escape( `^${versions.projen}` ))
__append("\n  }\n}\n")
return output;
} },
  { ...{"repo":"config","ownership":"merged","layer":"cluster=create","path":"cluster/eksctl.yaml"}, render: (locals: any, escape, _include) => {
const { region, clusterName, kubernetesVersion, compute, publicAccessCidrs, architecture, publicEndpoint } = locals; void { region, clusterName, kubernetesVersion, compute, publicAccessCidrs, architecture, publicEndpoint };
let output = "";
const __append = (text: string) => { output += text; };
__append("# The cluster, as \"npx projen cluster:create\" makes it. eksctl makes its VPC, subnets, security groups and IAM roles, too, in\n# CloudFormation stacks of its own. Every field: https://schema.eksctl.io\napiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n\nmetadata:\n  name: ")
__append(escape( clusterName ))
__append("\n  region: ")
__append(escape( region ))
__append("\n  version: ")
__append(escape( kubernetesVersion ))
__append("\n\n# Who may do what is said by EKS access entries, not by a ConfigMap in the cluster.\naccessConfig:\n  authenticationMode: API\n\n# When this Kubernetes version leaves standard support, EKS upgrades it; extended support costs six times as much.\nupgradePolicy:\n  supportType: STANDARD\n\nvpc:\n  clusterEndpoints:\n    privateAccess: true\n")
 if (publicEndpoint) { 
__append("    # The Kubernetes API can be reached from publicAccessCIDRs alone.\n    publicAccess: true\n  publicAccessCIDRs: ")
__append(escape( publicAccessCidrs ))
__append("\n")
 } else { 
__append("    # No publicAccessCidrs were given: the Kubernetes API can be reached from inside the VPC alone. To reach it from elsewhere, say\n    # \"publicAccess: true\" here and add, one level up, \"publicAccessCIDRs: [203.0.113.7/32]\" with your own address.\n    publicAccess: false\n")
 } 
__append("\n")
 if (compute === 'auto-mode') { 
__append("# compute: auto-mode. AWS picks, patches and replaces the nodes, and brings storage, networking and load balancing.\nautoModeConfig:\n  enabled: true\n")
 } else { 
__append("# compute: managed-nodes. You choose the nodes, and apply their updates.\nautoModeConfig:\n  enabled: false\n\nmanagedNodeGroups:\n  - name: ")
__append(escape( architecture ))
__append("\n    amiFamily: AmazonLinux2023\n    # architecture: ")
__append(escape( architecture ))
__append("\n    instanceTypes: ")
__append(escape( architecture === 'arm64' ? ['m7g.large', 'm6g.large'] : ['m7i.large', 'm6i.large'] ))
__append("\n    minSize: 2\n    desiredCapacity: 2\n    maxSize: 4\n    privateNetworking: true\n    volumeType: gp3\n    volumeEncrypted: true\n    # Pods cannot reach the node's own credentials.\n    disableIMDSv1: true\n    disablePodIMDS: true\n\naddons:\n  - name: vpc-cni\n  - name: coredns\n  - name: kube-proxy\n  - name: metrics-server\n  # Gives pods IAM roles.\n  - name: eks-pod-identity-agent\n")
 } 
__append("\ncloudWatch:\n  clusterLogging:\n    enableTypes:\n      - api\n      - audit\n      - authenticator\n      - controllerManager\n      - scheduler\n    logRetentionInDays: 90\n")
return output;
} },
  { ...{"repo":"config","ownership":"once","layer":"base","path":"argocd/connection.yaml"}, render: (locals: any, escape, _include) => {
const { repoAuth, configRepoHttpsUrl, configRepoSshUrl } = locals; void { repoAuth, configRepoHttpsUrl, configRepoSshUrl };
let output = "";
const __append = (text: string) => { output += text; };
__append("# The address at which Argo CD reads this repository (repoAuth: ")
__append(escape( repoAuth ))
__append(").\n")
 if (repoAuth === 'ssh') { 
__append("# CodeCommit wants the id of the SSH key in it, which \"npx projen argocd:connect\" writes here. It is no secret: commit it.\n")
 } 
__append("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: connection\n  annotations:\n    # Read by kustomize, never applied to a cluster.\n    config.kubernetes.io/local-config: \"true\"\ndata:\n  repoURL: ")
__append(escape( repoAuth === 'ssh' ? configRepoSshUrl : configRepoHttpsUrl ))
__append("\n")
return output;
} },
];

export const PARTIALS: Generator['partials'] = {
  "pull-request-builds": (locals: any, escape, _include) => {
const { appName, versions } = locals; void { appName, versions };
let output = "";
const __append = (text: string) => { output += text; };
__append("  # --- Pull requests (prBuilds: true) -----------------------------------------------------------------------------------\n\n  PullRequestBuildLogs:\n    Type: AWS::Logs::LogGroup\n    DeletionPolicy: Delete\n    UpdateReplacePolicy: Delete\n    Properties:\n      LogGroupName: ")
__append(escape( `/aws/codebuild/${appName}-pull-request` ))
__append("\n      RetentionInDays: !Ref DaysToKeepLogs\n\n  PullRequestBuild:\n    Type: AWS::CodeBuild::Project\n    Properties:\n      Name: ")
__append(escape( `${appName}-pull-request` ))
__append("\n      Description: ")
__append(escape( `Tests pull requests of ${appName} before they are merged; pushes nothing` ))
__append("\n      ServiceRole: !GetAtt PullRequestBuildRole.Arn\n      Source:\n        Type: CODECOMMIT\n        Location: !Sub https://git-codecommit.${AWS::Region}.${AWS::URLSuffix}/v1/repos/${RepositoryName}\n        BuildSpec: buildspec-pull-request.yml\n      Artifacts:\n        Type: NO_ARTIFACTS\n      Environment:\n        Type: ")
__append(escape( versions.codebuildEnvironmentType ))
__append("\n        Image: ")
__append(escape( versions.codebuildImage ))
__append("\n        ComputeType: BUILD_GENERAL1_SMALL\n        # Docker needs it.\n        PrivilegedMode: true\n      LogsConfig:\n        CloudWatchLogs:\n          Status: ENABLED\n          GroupName: !Ref PullRequestBuildLogs\n      TimeoutInMinutes: 30\n\n  PullRequestBuildRole:\n    Type: AWS::IAM::Role\n    Properties:\n      Description: ")
__append(escape( `What builds of pull requests of ${appName} may do: their code has not been reviewed.` ))
__append("\n      AssumeRolePolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: codebuild.amazonaws.com\n            Action: sts:AssumeRole\n            Condition:\n              StringEquals:\n                aws:SourceAccount: !Ref AWS::AccountId\n      Policies:\n        - PolicyName: build\n          PolicyDocument:\n            Version: \"2012-10-17\"\n            Statement:\n              # To write its log.\n              - Effect: Allow\n                Action:\n                  - logs:CreateLogStream\n                  - logs:PutLogEvents\n                Resource: !Sub ${PullRequestBuildLogs.Arn}:log-stream:*\n              # To fetch the commit.\n              - Effect: Allow\n                Action: codecommit:GitPull\n                Resource: !Sub arn:${AWS::Partition}:codecommit:${AWS::Region}:${AWS::AccountId}:${RepositoryName}\n\n  PullRequestTrigger:\n    Type: AWS::Events::Rule\n    Properties:\n      Description: ")
__append(escape( `Builds pull requests of ${appName} when they are opened and when commits are added` ))
__append("\n      EventPattern:\n        source: [aws.codecommit]\n        detail-type: [CodeCommit Pull Request State Change]\n        resources:\n          - !Sub arn:${AWS::Partition}:codecommit:${AWS::Region}:${AWS::AccountId}:${RepositoryName}\n        detail:\n          event: [pullRequestCreated, pullRequestSourceBranchUpdated]\n          pullRequestStatus: [Open]\n          destinationReference:\n            - !Sub refs/heads/${BranchName}\n      State: ENABLED\n      Targets:\n        - Id: build\n          Arn: !GetAtt PullRequestBuild.Arn\n          RoleArn: !GetAtt TriggerRole.Arn\n          # The commit at the tip of the pull request.\n          InputTransformer:\n            InputPathsMap:\n              commit: $.detail.sourceCommit\n            InputTemplate: '{\"sourceVersion\": <commit>}'\n")
return output;
},
};
