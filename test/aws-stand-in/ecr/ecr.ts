import type { Scan } from './scans';
import { Input, OnRequest, page, Service, ServiceError } from '../codecommit';
import { answeredByModel } from '../service-model';

/** An image in the registry. */
export interface Image {
  readonly digest: string;
  readonly tags: readonly string[];
}

export interface EcrOptions {
  readonly region?: string;
  readonly account?: string;
  readonly onRequest?: OnRequest;
}

/** A fake ECR: the images of repositories, and their scans. */
export class FakeEcr implements Service {
  readonly target = 'AmazonEC2ContainerRegistry_V20150921';
  private readonly images = new Map<string, Map<string, Image>>();
  private readonly tags = new Set<string>();
  private readonly scans = new Map<string, Scan>();

  constructor(private readonly options: EcrOptions = {}) {}

  /** Pushes an image. Tags are immutable. */
  push(repository: string, digest: string, tag: string): void {
    const images = this.images.get(repository) ?? new Map<string, Image>();
    this.images.set(repository, images);
    if (this.tags.has(`${repository}:${tag}`)) {
      throw new ServiceError('ImageTagAlreadyExistsException', `The image tag '${tag}' already exists`);
    }
    this.tags.add(`${repository}:${tag}`);
    images.set(digest, { digest, tags: [...images.get(digest)?.tags ?? [], tag] });
  }

  remove(repository: string, digest: string): void {
    this.imagesOf(repository).delete(digest);
  }

  setScan(digest: string, scan: Scan): void {
    this.scans.set(digest, scan);
  }

  answer(operation: string, input: Input, accessKey?: string): object {
    const { region = 'us-east-1', account = '111122223333', onRequest } = this.options;
    onRequest?.(
      `ecr:${operation}`,
      `arn:aws:ecr:${region}:${account}:repository/${input.repositoryName}`,
      accessKey,
      [],
    );
    return answeredByModel('ecr', operation, input, () => this.answerOf(operation, input));
  }

  private answerOf(operation: string, input: Input): object {
    switch (operation) {
      case 'DescribeImages': return this.describeImages(input);
      case 'DescribeImageScanFindings': return this.describeScan(input);
      default: throw new ServiceError('UnknownOperationException', `This fake knows no ${operation}.`);
    }
  }

  private describeImages(input: Input): object {
    const images = this.imagesOf(input.repositoryName);
    const asked: Input[] = input.imageIds ?? [...images.keys()].map((digest) => ({ imageDigest: digest }));
    return {
      imageDetails: asked.map((id) => this.imageOf(input.repositoryName, id)).map((image) => ({
        repositoryName: input.repositoryName, imageDigest: image.digest, imageTags: image.tags,
      })),
    };
  }

  private describeScan(input: Input): object {
    const { digest } = this.imageOf(input.repositoryName, input.imageId);
    const { account = '111122223333' } = this.options;
    const scan = this.scans.get(digest);
    if (!scan) {
      const { imageDigest = null, imageTag = null } = input.imageId;
      throw new ServiceError(
        'ScanNotFoundException',
        `Image scan does not exist for the image with '{imageDigest:'${imageDigest}', imageTag:'${imageTag}'}' ` +
          `in the repository with name '${input.repositoryName}' in the registry with id '${account}'`,
      );
    }
    const report = scan.imageScanFindings;
    const kind = report?.enhancedFindings ? 'enhancedFindings' : 'findings';
    const { items, ...rest } = page(report?.[kind] ?? [], input, 100);
    return {
      registryId: account,
      repositoryName: input.repositoryName,
      imageId: { ...input.imageId, imageDigest: digest },
      imageScanStatus: scan.imageScanStatus,
      imageScanFindings: report && { ...report, ...(report[kind] && { [kind]: items }) },
      ...rest,
    };
  }

  private imagesOf(repository: string): Map<string, Image> {
    const images = this.images.get(repository);
    if (!images) {
      throw new ServiceError('RepositoryNotFoundException', `The repository with name '${repository}' does not exist`);
    }
    return images;
  }

  private imageOf(repository: string, { imageDigest, imageTag }: Input): Image {
    if (imageDigest && !/^sha256:[0-9a-f]{64}$/.test(imageDigest)) {
      throw new ServiceError('InvalidParameterException', `Invalid parameter at 'imageDigest': ${imageDigest}`);
    }
    const images = this.imagesOf(repository);
    const image = imageDigest
      ? images.get(imageDigest)
      : [...images.values()].find(({ tags }) => tags.includes(imageTag));
    if (!image) {
      throw new ServiceError(
        'ImageNotFoundException', `The image with imageId {imageDigest:'${imageDigest}'} does not exist`,
      );
    }
    return image;
  }
}
