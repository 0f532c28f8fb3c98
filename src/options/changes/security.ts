import { type Change, DEPLOY_PIPELINE } from './change';
import { Scanner } from '../enums';

const NEXT_IMAGE: Change = {
  effect: 'The scan gate applies the new rule to the next image. Promoted images stay.',
  steps: [DEPLOY_PIPELINE],
};

/** The topic "Security". */
export const SECURITY = {
  scanGate: NEXT_IMAGE,
  scanner: {
    effect: 'Another service scans the next image. Promoted images stay.',
    steps: [
      {
        where: 'app',
        act: 'Copy the waivers in `scan-waivers.json` to suppression rules of Amazon Inspector.',
        why: 'the InspectorScan action does not read the file; the file stays',
        to: [Scanner.INSPECTOR],
      },
      DEPLOY_PIPELINE,
    ],
  },
  unscannableImages: NEXT_IMAGE,
  sign: {
    effect:
      'With `true`, ECR signs images that the pipeline pushes from now on; with `false`, it stops. Older images do not change. ' +
      'Signing is a setting of the whole registry: if another stack in the same account and region owns it, the deployment fails and rolls back.',
    steps: [DEPLOY_PIPELINE],
  },
} as const satisfies Readonly<Record<string, Change>>;
