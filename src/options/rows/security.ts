import * as check from '../checks';
import { ScanGate, Scanner, UnscannableImages } from '../enums';
import type { Option } from '../option';

const GATED = { option: 'scanGate', values: [ScanGate.CRITICAL, ScanGate.HIGH, ScanGate.MEDIUM] };

/** What an image must pass before it runs. */
export const SECURITY: readonly Option[] = [
  {
    name: 'scanGate',
    type: 'choice',
    summary: 'The least severe finding of the image scan that keeps an image from being promoted.',
    question: 'Which findings keep an image from being promoted?',
    ask: 'more',
    enumName: 'ScanGate',
    choices: [
      { value: ScanGate.CRITICAL, hint: 'critical ones' },
      { value: ScanGate.HIGH, hint: 'high and critical ones' },
      { value: ScanGate.MEDIUM, hint: 'medium, high and critical ones' },
      { value: ScanGate.NONE, hint: 'none: there is no gate' },
    ],
  },
  {
    name: 'scanner',
    type: 'choice',
    summary: 'Who scans the image for the gate.',
    question: 'Who scans the image for the gate?',
    ask: 'more',
    enumName: 'Scanner',
    choices: [
      { value: Scanner.ECR, hint: 'ECR, at every push; with waivers' },
      { value: Scanner.INSPECTOR, hint: 'Amazon Inspector, as an action of the pipeline; without waivers' },
    ],
    check: check.notInChina(Scanner.INSPECTOR, 'the scan action of Amazon Inspector'),
    when: [GATED],
  },
  {
    name: 'unscannableImages',
    type: 'choice',
    summary: 'What the gate does with an image that ECR cannot scan, such as one built from `scratch`.',
    question: 'What about an image that ECR cannot scan?',
    ask: 'more',
    enumName: 'UnscannableImages',
    choices: [
      { value: UnscannableImages.REFUSE, hint: 'it is not promoted' },
      { value: UnscannableImages.ACCEPT, hint: 'it is promoted without a scan' },
    ],
    when: [GATED, { option: 'scanner', values: [Scanner.ECR] }],
  },
  {
    name: 'sign',
    type: 'boolean',
    summary: 'Whether ECR signs every image that is pushed. The setting belongs to the registry: one stack in an account and region can hold it.',
    question: 'Have ECR sign the images?',
    ask: 'more',
    initial: () => false,
    check: check.notInChina(true, 'signing by ECR'),
  },
];
