import { color, listensLate, pushImage } from './world/images';
import { Service } from './world/service';
import { updateProblems } from './world/update';
import { describeWithPods, step } from './world/with-pods';
import { type Fault, generatorWith } from '../cluster/world/faulty';

const DEPLOYMENT = 'k8s/base/deployment.yaml';
const ENGINE = 'Kubernetes, containerd of the nodes';
/** A block of a mapping at this depth. */
const block = (depth: number, name: string) => new RegExp(`^ {${depth}}${name}:\\n(?: {${depth + 1},}.*\\n)+`, 'm');

/** Updates that must lose requests: if one did not, the load could not tell. */
const CONTROLS: readonly (Fault & { readonly name: string; readonly late?: boolean })[] = [
  { name: 'no preStop', path: DEPLOYMENT, right: block(10, 'lifecycle'), wrong: '' },
  { name: 'Recreate', path: DEPLOYMENT, right: block(2, 'strategy'), wrong: '  strategy:\n    type: Recreate\n' },
  {
    // An image that listens at once is often ready before the old pods, which serve 5 seconds more, have ended.
    name: 'maxUnavailable: 100%, with an image that listens late',
    path: DEPLOYMENT,
    right: 'maxUnavailable: 0',
    wrong: 'maxUnavailable: 100%',
    late: true,
  },
  {
    name: 'no probes, with an image that listens late',
    path: DEPLOYMENT,
    right: /^ {10}startupProbe:[^]*?(?=^ {10}lifecycle:)/m,
    wrong: '',
    late: true,
  },
];
const FAILED = /[1-9]\d* of \d+ requests failed/;

describeWithPods('an update under load without an engine', () => {
  let images: Readonly<Record<'first' | 'second' | 'late', string>>;

  beforeAll(async () => {
    images = {
      first: await pushImage('deepskyblue'),
      second: await pushImage('tomato', color('tomato')),
      late: await pushImage('late', color('tomato'), listensLate(8)),
    };
  });

  test.concurrent('to an image that listens late loses no request', async () => {
    await step(
      'an update to an image that listens late',
      { engine: ENGINE, asserts: '0 failed requests: the probes hold clients back' },
      async () => expect(await updateProblems(service('late', {}), images.first, images.late)).toEqual([]),
    );
  });

  test.concurrent.each(CONTROLS.map((control, index) => ({ ...control, index })))(
    'loses requests with this mistake: $name',
    async ({ name, index, late, ...fault }) => {
      await step(`an update under load: ${name}`, { part: 'mistake', engine: ENGINE, asserts: FAILED.source }, async () => {
        const problems = await updateProblems(
          service(`control-${index}`, fault), images.first, late ? images.late : images.second,
        );
        expect(problems.join('\n')).toMatch(FAILED);
      });
    },
  );
});

function service(name: string, fault: Partial<Fault>): Service {
  return new Service(name, { replicas: 2 }, 'path' in fault ? generatorWith(fault as Fault) : undefined);
}
