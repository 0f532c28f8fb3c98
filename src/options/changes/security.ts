import { type Change, DEPLOY_PIPELINE } from './change';
import { Scanner } from '../enums';

const NEXT_IMAGE: Change = {
  effect: 'The gate judges the next image by another rule. Images that were promoted are kept.',
  steps: [DEPLOY_PIPELINE],
};

/** The topic "Security". */
export const SECURITY = {
  scanGate: NEXT_IMAGE,
  scanner: {
    effect: 'Another service scans the next image. Images that were promoted are kept.',
    steps: [
      {
        where: 'app',
        act: 'Move what `scan-waivers.json` accepts into suppression rules of Amazon Inspector.',
        why: 'its scan action reads no waivers; the file stays',
        to: [Scanner.INSPECTOR],
      },
      DEPLOY_PIPELINE,
    ],
  },
  unscannableImages: NEXT_IMAGE,
  sign: {
    effect:
      '`true` has ECR sign the images that are pushed from now on; `false` ends that. Older images stay as they are. ' +
      'This is a setting of the whole registry: if another stack of the account and region owns it, the deployment fails and rolls back.',
    steps: [DEPLOY_PIPELINE],
  },
} as const satisfies Readonly<Record<string, Change>>;
