import type { Input, Service } from '../codecommit';
import { answeredByModel } from '../service-model';

/**
 * A build in a response of CodeBuild, without its phases, source and artifacts.
 * Source: AWS CLI command reference, codebuild batch-get-builds, example.
 */
export const SAMPLE_BUILD: Input = {
  id: 'codebuild-demo-project:e9c4f4df-3f43-41d2-ab3a-60fe2EXAMPLE',
  projectName: 'codebuild-demo-project',
  buildComplete: true,
  buildStatus: 'SUCCEEDED',
  environment: {
    computeType: 'BUILD_GENERAL1_MEDIUM',
    environmentVariables: [],
    image: 'aws/codebuild/windows-base:1.0',
    privilegedMode: false,
    type: 'WINDOWS_CONTAINER',
  },
  logs: {
    deepLink:
      'https://console.aws.amazon.com/cloudwatch/home?region=us-west-2#logEvent:group=/aws/codebuild/codebuild-demo-project;stream=46472baf',
    groupName: '/aws/codebuild/codebuild-demo-project',
    streamName: '46472baf-8f6b-43c2-9255-b3b963af2732',
  },
  timeoutInMinutes: 60,
};

/** A fake CodeBuild. The function returns its builds. */
export function fakeCodeBuild(builds: () => readonly Input[]): Service {
  return {
    target: 'CodeBuild_20161006',
    answer: (operation, input) => answeredByModel('codebuild', operation, input, () => ({
      builds: builds().filter(({ id }) => input.ids.includes(id)),
      buildsNotFound: input.ids.filter((id: string) => !builds().some((build) => build.id === id)),
    })),
  };
}
