import { createHash } from 'node:crypto';
import type { Moto } from '../api/moto';
import type { FakeEcr } from '../ecr/ecr';
import { basicScan, type Scan } from '../ecr/scans';

/** An error response of a registry. */
export class RegistryError extends Error {
  constructor(readonly status: number, readonly code: string, message: string) {
    super(message);
  }
}

/** ECR's records of a registry's images. */
export class Images {
  constructor(
    private readonly moto: Moto,
    private readonly scans: FakeEcr,
    private readonly scan: () => Scan | undefined,
    private readonly account: string,
  ) {}

  /** Throws if a repository does not exist or an immutable tag would move. */
  async requireFree(repository: string, reference: string): Promise<void> {
    const { imageTagMutability } = await this.repository(repository);
    if (reference.startsWith('sha256:') || !String(imageTagMutability).startsWith('IMMUTABLE')) {
      return;
    }
    if ((await this.images(repository)).some(({ imageTags = [] }) => imageTags.includes(reference))) {
      throw new RegistryError(
        400, 'TAG_INVALID',
        `The image tag '${reference}' already exists in the '${repository}' repository and cannot be overwritten because the tag is immutable.`,
      );
    }
  }

  /** Records a pushed manifest. */
  async add(repository: string, reference: string, manifest: Buffer): Promise<void> {
    const imageDigest = `sha256:${createHash('sha256').update(manifest).digest('hex')}`;
    const imageTag = reference === imageDigest ? {} : { imageTag: reference };
    await this.moto.json('ecr', 'PutImage', {
      repositoryName: repository, imageManifest: manifest.toString(), imageDigest, ...imageTag,
    });
    this.scans.push(repository, imageDigest, reference);
    this.scans.setScan(imageDigest, this.scan() ?? basicScan());
  }

  /** Throws if the repository does not exist. */
  async repository(name: string): Promise<{ imageTagMutability: string }> {
    const { repositories } = await this.moto
      .json('ecr', 'DescribeRepositories', { repositoryNames: [name] })
      .catch(() => ({ repositories: [] }));
    if (repositories.length === 0) {
      throw new RegistryError(
        404, 'NAME_UNKNOWN',
        `The repository with name '${name}' does not exist in the registry with id '${this.account}'`,
      );
    }
    return repositories[0];
  }

  private async images(repositoryName: string): Promise<{ imageTags?: string[] }[]> {
    return (await this.moto.json('ecr', 'DescribeImages', { repositoryName })).imageDetails;
  }
}
