import type { Edit } from '../support/plant';

const BASE = 'config/k8s/base';
const [DEPLOYMENT, SERVICE, BUDGET, LIST] = ['deployment', 'service', 'poddisruptionbudget', 'kustomization'].map(
  (name) => `${BASE}/${name}.yaml`,
);
const OVERLAY = 'config/k8s/overlays/production/kustomization.yaml';

const SCALER = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: shop
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }
  minReplicas: 3
  maxReplicas: 9
`;
const CRON_JOB = `apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
spec:
  schedule: 0 3 * * *
  jobTemplate: { spec: { template: { metadata: { labels: { job: nightly } }, spec: { containers: [{ name: nightly, image: busybox }] } } } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: nightly
spec:
  podSelector: { matchExpressions: [{ key: job, operator: In, values: [nightly] }] }
  policyTypes: [Ingress]
`;
const EXTERNAL =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: database\nspec:\n  type: ExternalName\n  externalName: db.example.com\n';

const sidecar = `      containers:
        - name: metrics
          image: metrics:1
          ports:
            - name: metrics
              containerPort: 9090
          readinessProbe:
            httpGet: { path: /metrics, port: metrics }
`;

/** A file that a user adds to the base. */
function added(
  name: string, content: string,
): { readonly edits: readonly Edit[]; readonly files: ReadonlyMap<string, string> } {
  return {
    edits: [{ in: LIST, from: 'resources:\n', to: `resources:\n  - ${name}\n` }],
    files: new Map([[`${BASE}/${name}`, content]]),
  };
}

/** Valid changes of users, and what the checks then cannot read. */
export const CHANGES: ReadonlyArray<{
  readonly change: string;
  readonly edits: readonly Edit[];
  readonly files?: ReadonlyMap<string, string>;
  readonly unchecked?: readonly string[];
}> = [
  { change: 'a second container', edits: [{ in: DEPLOYMENT, from: '      containers:\n', to: sidecar }] },
  {
    change: 'a second port of the Service',
    edits: [
      { in: DEPLOYMENT, from: '      containers:\n', to: sidecar },
      { in: SERVICE, from: '  ports:\n', to: '  ports:\n    - { name: metrics, port: 9090, targetPort: metrics }\n' },
      { in: `${BASE}/networkpolicy.yaml`, from: '    - ports:\n', to: '    - ports:\n        - port: 9090\n' },
    ],
  },
  {
    change: 'an autoscaler',
    ...added('hpa.yaml', SCALER),
    edits: [
      ...added('hpa.yaml', SCALER).edits,
      { in: OVERLAY, from: /replicas:\n.*\n.*\n/, to: '' },
      { in: BUDGET, from: 'maxUnavailable: 1', to: 'minAvailable: 2' },
    ],
  },
  { change: 'a CronJob with its policy', ...added('nightly.yaml', CRON_JOB) },
  { change: 'a Service without pods', ...added('database.yaml', EXTERNAL) },
  {
    change: 'a policy that denies all else',
    ...added(
      'deny.yaml',
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: deny\nspec:\n  podSelector: {}\n  policyTypes: [Ingress, Egress]\n',
    ),
  },
  {
    change: 'a path with a prefix',
    edits: [
      {
        in: 'app/server.js',
        from: '  switch (path) {',
        to: "  if (path.startsWith('/api/')) return api(path);\n  switch (path) {",
      },
      { in: DEPLOYMENT, from: 'path: /readyz', to: 'path: /api/ready' },
    ],
  },
  {
    change: 'a server of their own',
    edits: [{ in: 'app/server.js', from: /[^]*/, to: 'require(\'express\')().listen(process.env.PORT);\n' }],
    unchecked: [
      'app/server.js has no "switch (path)": the paths of the probes cannot be compared with it',
      'app/server.js has no DRAIN_LIMIT: the termination grace period is compared with preStop only',
    ],
  },
  {
    change: 'a program that the build writes',
    edits: [{ in: 'app/Dockerfile', from: '"server.js"', to: '"dist/server.js"' }],
  },
  {
    change: 'another port everywhere',
    edits: [
      { in: DEPLOYMENT, from: 'containerPort: 8080', to: 'containerPort: 3000' },
      { in: DEPLOYMENT, from: 'value: "8080"', to: 'value: "3000"' },
      { in: 'app/Dockerfile', from: 'EXPOSE 8080', to: 'EXPOSE 3000' },
    ],
  },
  { change: 'a patch', edits: [{ in: OVERLAY, from: 'replicas:\n', to: 'patches:\n  - path: memory.yaml\nreplicas:\n' }], unchecked: [`${OVERLAY} uses patches, which the checks do not support`] },
  { change: 'preStop by a command', edits: [{ in: DEPLOYMENT, from: /sleep:\n +seconds: 5/, to: 'exec: { command: [sh, -c, sleep 15] }' }] },
  { change: 'an image that was promoted', edits: [{ in: OVERLAY, from: /"?0{12}(.*?)"?\n.*digest: .*\n?/, to: `123456789012$1\n    digest: sha256:${'a'.repeat(64)}\n` }] },
];
