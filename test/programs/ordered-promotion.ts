import { loadProgram, programSource } from './load-program';
import { type Build, overlay, type PromoteProgram, type Promotion, World } from './promotion';

/** In the order of promotion. */
export const ENVIRONMENTS = ['dev', 'staging', 'production'] as const;
export type EnvironmentName = (typeof ENVIRONMENTS)[number];

export interface OrderedProgram extends PromoteProgram {
  promoteInOrder(promotion: Promotion): Promise<void>;
}

/** The program of a pair with several environments. */
export const orderedSource = programSource('promote', { environments: [...ENVIRONMENTS] });
export const orderedProgram = loadProgram<OrderedProgram>(orderedSource);

export function fileOf(name: string): string {
  return `k8s/overlays/${name}/kustomization.yaml`;
}

/** The variables of the stage of an environment. */
export function stageOf(name: EnvironmentName): Readonly<Record<string, string>> {
  const before = ENVIRONMENTS[ENVIRONMENTS.indexOf(name) - 1];
  return { FILE: fileOf(name), ...before && { PREVIOUS: fileOf(before) } };
}

/** A world whose config repo has an overlay for each environment. */
export class OrderedWorld extends World {
  constructor(folder: string, pause?: () => Promise<void>, recorded = true) {
    super(folder, pause, recorded);
    this.commit('my-app-config', Object.fromEntries(ENVIRONMENTS.map((name) => [fileOf(name), overlay()])));
  }

  /** The digest that an environment has. */
  digestIn(name: string, commit = this.tip()!): string {
    return /digest: (\S+)/.exec(this.text(commit, fileOf(name)))![1];
  }

  /** Runs the stage of an environment in the execution of a build. Returns what it said last. */
  async stage(
    name: EnvironmentName, build: Build, more: Readonly<Record<string, string>> = {}, program = orderedProgram,
  ): Promise<string> {
    await program.promoteInOrder({
      env: this.env(build, { ...stageOf(name), ...more }),
      call: this.call,
      sleep: async () => undefined,
      random: () => 0.5,
      say: (text) => { this.said.push(text); },
    });
    return this.said.at(-1)!;
  }

  /** What a person does: writes another digest into an overlay. */
  setDigest(name: string, digest: string): void {
    const text = this.text(this.tip(), fileOf(name)).replace(/digest: \S+/, `digest: ${digest}`);
    this.commit('my-app-config', { [fileOf(name)]: text });
  }

  pullRequests(pullRequestStatus = 'OPEN'): string[] {
    const answer = this.codecommit.answer('ListPullRequests', { repositoryName: 'my-app-config', pullRequestStatus });
    return (answer as { pullRequestIds: string[] }).pullRequestIds;
  }
}
