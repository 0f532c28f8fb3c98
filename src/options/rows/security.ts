import * as check from '../checks';
import { ScanGate, Scanner, UnscannableImages } from '../enums';
import type { Option } from '../option';

const GATED = { option: 'scanGate', values: [ScanGate.CRITICAL, ScanGate.HIGH, ScanGate.MEDIUM] };

/** The checks before an image is promoted. */
export const SECURITY = [
  {
    name: 'scanGate',
    type: 'choice',
    summary: 'The lowest severity of a vulnerability that blocks the promotion of an image.',
    question: 'Which vulnerabilities block an image?',
    ask: 'more',
    enumName: 'ScanGate',
    choices: [
      { value: ScanGate.CRITICAL, hint: 'block on critical vulnerabilities only' },
      { value: ScanGate.HIGH, hint: 'block on high and critical vulnerabilities' },
      { value: ScanGate.MEDIUM, hint: 'block on medium, high and critical vulnerabilities' },
      { value: ScanGate.NONE, hint: 'never block: the scan results are only shown' },
    ],
  },
  {
    name: 'scanner',
    type: 'choice',
    summary: 'The service that scans the image for vulnerabilities.',
    question: 'Which service scans the image?',
    ask: 'more',
    enumName: 'Scanner',
    choices: [
      { value: Scanner.ECR, hint: 'Amazon ECR, on each push; a file in the app repo can waive findings' },
      { value: Scanner.INSPECTOR, hint: 'Amazon Inspector, in the pipeline; findings cannot be waived' },
    ],
    check: check.notInChina(Scanner.INSPECTOR, 'the scan action of Amazon Inspector'),
    when: [GATED],
  },
  {
    name: 'unscannableImages',
    type: 'choice',
    summary: 'Whether an image that ECR cannot scan is promoted, such as one built from `scratch`.',
    question: 'What if ECR cannot scan an image?',
    ask: 'more',
    enumName: 'UnscannableImages',
    choices: [
      { value: UnscannableImages.REFUSE, hint: 'block the image' },
      { value: UnscannableImages.ACCEPT, hint: 'promote the image without a scan' },
    ],
    when: [GATED, { option: 'scanner', values: [Scanner.ECR] }],
  },
  {
    name: 'sign',
    type: 'boolean',
    summary:
      'Whether ECR signs each pushed image. This is a registry setting: only one stack for each account and region can own it.',
    question: 'Sign the images with Amazon ECR?',
    ask: 'more',
    initial: () => false,
    check: check.notInChina(true, 'signing by ECR'),
  },
] as const satisfies readonly Option[];
