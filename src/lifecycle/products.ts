/** A product whose versions have a support end date. */
export interface Product {
  readonly title: string;
  /** The vendor's page with the dates. */
  readonly source: string;
  /** What ends on the date. */
  readonly ending: string;
}

export type ProductName = 'alpine' | 'argocd' | 'codebuild' | 'kubernetes' | 'node';

export const PRODUCTS: Readonly<Record<ProductName, Product>> = {
  alpine: { title: 'Alpine Linux', source: 'https://alpinelinux.org/releases/', ending: 'support' },
  argocd: {
    // Argo CD supports its three newest minor versions and publishes one about every three months.
    title: 'Argo CD',
    source: 'https://argo-cd.readthedocs.io/en/stable/developer-guide/release-process-and-cadence/',
    ending: 'support',
  },
  codebuild: {
    // AWS publishes the date when it deprecates an image, not before.
    title: 'CodeBuild image',
    source: 'https://docs.aws.amazon.com/codebuild/latest/userguide/deprecated-images.html',
    ending: 'support',
  },
  kubernetes: {
    title: 'Kubernetes',
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html',
    ending: 'standard support on EKS',
  },
  node: { title: 'Node.js', source: 'https://github.com/nodejs/Release#release-schedule', ending: 'support' },
};
