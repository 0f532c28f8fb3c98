import { AWS } from './config-task';

export const PUBLISHED = 'SHA256:eLMY1j0DKA4uvDZcl/KgtIayZANwX6t8+8isPtotBoY';
export const HOST = 'git-codecommit.us-east-1.amazonaws.com';
export const CONNECTION = 'argocd/connection.yaml';
export const secret = (data: Record<string, string>) => ({
  type: 'secrets',
  metadata: { name: 'repository-shop-production', namespace: 'argocd' },
  data: Object.fromEntries(Object.entries(data).map(([name, text]) => [name, Buffer.from(text).toString('base64')])),
});
export const KNOWN = {
  type: 'configmaps',
  metadata: { name: 'argocd-ssh-known-hosts-cm', namespace: 'argocd', resourceVersion: '1' },
  data: { ssh_known_hosts: 'other.example ssh-rsa AAAA' },
};
export const aws = (answers: string) => AWS.replace('esac', `${answers}\nesac`);
export const changes = (calls: readonly string[]) =>
  calls.filter((call) => / apply | patch | restart |aws iam (create|upload|delete)/.test(call));
