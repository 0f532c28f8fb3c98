// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import { CfnOutput, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnCapability } from 'aws-cdk-lib/aws-eks';
import type { Construct } from 'constructs';
import { argocd, names } from './answers';

/** The EKS capability with which AWS runs Argo CD for the cluster. */
export class CapabilityStack extends Stack {
  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    // engine: argocd-managed. AWS runs Argo CD outside the cluster platform_1, which
    // can have one such capability. EKS creates an access entry for its role; "npx
    // projen argocd:install" in the config repo associates its access policies.
    const capability = new CfnCapability(this, 'Capability', {
      clusterName: argocd.clusterName,
      capabilityName: 'argocd',
      type: 'ARGOCD',
      roleArn: Fn.importValue(`${names.repositoriesStack}-capability-role`),
      // The only value. Deleting the capability deletes neither Applications nor what they deployed.
      deletePropagationPolicy: 'RETAIN',
      configuration: {
        argoCd: {
          namespace: 'argocd',
          awsIdc: { idcInstanceArn: argocd.identityCenterArn, idcRegion: argocd.identityCenterRegion },
          rbacRoleMappings: [{ role: 'ADMIN', identities: [{ id: argocd.admin, type: argocd.adminType }] }],
        },
      },
    });
    new CfnOutput(this, 'ServerUrl', {
      description: 'The URL of Argo CD\'s web interface.',
      value: capability.attrConfigurationArgoCdServerUrl,
    });
  }
}
