import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { podsProblem, untilSettled } from './pods';
import { ANSWERS } from './settings';
import { api, kubectl, world } from './with-pods';
import type { Answers } from '../../../../src/options/option';
import { resolveOptions } from '../../../../src/options/resolve';
import { createContext } from '../../../../src/render/context';
import type { Generator } from '../../../../src/render/render';
import { ACCOUNT } from '../../../aws-stand-in';
import { type Patience, until } from '../../../support/machine/until';
import { renderPair, TEST_GENERATOR } from '../../../support/render-pair';
import { writeFiles } from '../../../support/write-files';
import { NODES } from '../node';

/** In a row, from each node: kube-proxy writes its rules once a second. */
const ANSWERS_IN_A_ROW = 5;

/** Where a Service is reached from outside: its NodePort on each node. */
export async function urlsOf(namespace: string, name: string): Promise<string[]> {
  const service = await until(
    `the Service ${name} has a NodePort`,
    () => api.get(`/api/v1/namespaces/${namespace}/services/${name}`),
    (object) => object?.spec.ports[0].nodePort !== undefined,
  );
  return NODES.map(({ address }) => `http://${address}:${service!.spec.ports[0].nodePort}/`);
}

/** Waits until each of these addresses answers with 200 several times in a row. */
export async function untilServed(urls: readonly string[], patience?: Patience): Promise<void> {
  await Promise.all(urls.map(async (url) => {
    let [row, last] = [0, ''];
    await until(`${url} answers`, async () => {
      last = await fetch(url, { headers: { connection: 'close' }, signal: AbortSignal.timeout(2_000) }).then(
        async (response) => (await response.text(), String(response.status)),
        (error) => String(error.cause?.code ?? error.name),
      );
      row = last === '200' ? row + 1 : 0;
      return row < ANSWERS_IN_A_ROW ? `the Service answers ${last}` : 'often enough';
    }, (seen) => seen === 'often enough', patience);
  }));
}

/** The manifests of a generated pair, applied without an engine. */
export class Service {
  readonly namespace: string;
  readonly replicas: number;
  private readonly folder: string;
  private readonly overlay: string;

  /** @param generator another one than this checkout's, for faults */
  constructor(readonly name: string, answers: Answers = {}, generator: Generator = TEST_GENERATOR) {
    const all = { ...ANSWERS, accountId: ACCOUNT, appName: name, replicas: 1, ...answers };
    const { namespace, overlayPath } = createContext('config', resolveOptions(all), generator.version);
    this.namespace = String(namespace);
    this.replicas = all.replicas;
    this.folder = join(world.state, 'services', name);
    this.overlay = join(this.folder, String(overlayPath));
    writeFiles(this.folder, renderPair(all, generator).filter(({ repo }) => repo === 'config'));
  }

  /** Creates the namespace, and deletes it after this: all pods that ever ran would not fit on the nodes. */
  async during<T>(run: () => Promise<T>): Promise<T> {
    await api.create('/api/v1/namespaces', {
      apiVersion: 'v1', kind: 'Namespace', metadata: { name: this.namespace },
    });
    try {
      return await run();
    } finally {
      await api.delete(`/api/v1/namespaces/${this.namespace}`);
    }
  }

  /** Writes an image into the overlay, as the pipeline does, and applies it. */
  async apply(image: string): Promise<void> {
    const [name, digest] = image.split('@');
    const file = join(this.overlay, 'kustomization.yaml');
    const text = readFileSync(file, 'utf8')
      .replace(/^( +newName: ).*$/m, `$1${name}`)
      .replace(/^( +digest: ).*$/m, `$1${digest}`);
    writeFileSync(file, text);
    await kubectl('apply', '--kustomize', this.overlay);
  }

  /** Changes the Deployment by a JSON patch. */
  async patch(...operations: readonly object[]): Promise<void> {
    await kubectl(
      '--namespace', this.namespace, 'patch', 'deployment', this.name, '--type', 'json', '--patch',
      JSON.stringify(operations),
    );
  }

  /** Waits until exactly the wanted pods are there, all of them ready at the applied image. */
  untilSettled(patience?: Patience): Promise<void> {
    return untilSettled(this.namespace, this.name, this.replicas, patience);
  }

  urls(): Promise<string[]> {
    return urlsOf(this.namespace, this.name);
  }

  /** Waits for a problem of the pods, in the words of the kubelet. */
  untilSays(words: RegExp, patience?: Patience): Promise<string> {
    return until(
      `a pod of ${this.name} with the problem ${words.source}`, () => podsProblem(this.namespace),
      (seen) => words.test(seen), patience,
    );
  }
}
