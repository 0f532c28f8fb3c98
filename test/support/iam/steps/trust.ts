import { type Step, type World, calls, refusal, step } from './step';
import { type Context, PLACE } from '../../../aws-stand-in';

/** The service that assumes each role. */
const SERVICES: ReadonlyArray<readonly [role: RegExp, service: string]> = [
  [/^PipelineRole$/, 'codepipeline.amazonaws.com'],
  [/TriggerRole$/, 'events.amazonaws.com'],
  [/^ReaderRole$/, 'pods.eks.amazonaws.com'],
  [/Role$/, 'codebuild.amazonaws.com'],
];

const SOURCE =
  'AWS CodeBuild, CodePipeline and EventBridge user guides, service roles; IAM user guide, "The confused deputy problem"';

const PODS = 'Amazon EKS user guide, "Create IAM role with trust policy required by EKS Pod Identity"';

/** The session tags that EKS sends for the controller that reads Git. */
const TAGS: Context = {
  'aws:RequestTag/kubernetes-namespace': 'flux-system',
  'aws:RequestTag/kubernetes-service-account': 'source-controller',
};

/** The services assume their roles, only for this account. */
export function trustSteps(world: World): Step[] {
  return world.all('AWS::IAM::Role').flatMap((role) => {
    if (role === 'CapabilityRole') {
      return capabilitySteps(world.arn(role));
    }
    const service = SERVICES.find(([pattern]) => pattern.test(role))?.[1];
    if (!service) {
      throw new Error(`${role} is a new role: test/support/iam/steps/trust.ts must say which service takes it`);
    }
    const isForPods = service === 'pods.eks.amazonaws.com';
    const assume = (account: string, tags: Context = isForPods ? TAGS : {}) =>
      calls(service, ['sts:AssumeRole', ...isForPods ? ['sts:TagSession'] : []], world.arn(role), {
        'aws:SourceAccount': account, ...tags,
      });
    return [
      step(`let ${service} assume ${role}`, SOURCE, assume(PLACE.account)),
      refusal(`let ${service} assume ${role} for another account`, SOURCE, assume('999999999999')),
      ...isForPods ? Object.keys(TAGS).map((tag) =>
        refusal(`give ${role} to pods with another ${tag}`, PODS, assume(PLACE.account, { ...TAGS, [tag]: 'other' })),
      ) : [],
    ];
  });
}

/** EKS assumes the role of a capability, and names the capability in the session's tags. */
function capabilitySteps(role: string): Step[] {
  const source = 'Amazon EKS user guide, "Amazon EKS capability IAM role"';
  const by = (service: string) => calls(service, ['sts:AssumeRole', 'sts:TagSession'], role);
  return [
    step('let EKS assume the role of the capability', source, by('capabilities.eks.amazonaws.com')),
    refusal('let pods assume the role of the capability', source, by('pods.eks.amazonaws.com')),
  ];
}
