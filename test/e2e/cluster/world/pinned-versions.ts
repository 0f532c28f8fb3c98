import { ARGOCD, EKSCTL, FLUX_CONTROLLERS, KUBERNETES_VERSIONS } from '../../../../src/versions';
import { askVersions } from '../../report/versions';

/** The versions that pairs are generated for, by the names of `report/versions.ts`. */
const PINS: Readonly<Record<string, string>> = {
  'Argo CD': ARGOCD.version.replace(/^v/, ''),
  'Flux': FLUX_CONTROLLERS.replace(/^v/, ''),
  'eksctl': EKSCTL.version,
  'Kubernetes': KUBERNETES_VERSIONS[0].version,
};

/** Throws if a program has another version than pairs are generated for, which the run would not prove. */
export async function requirePinnedVersions(): Promise<void> {
  const versions = await askVersions(Object.keys(PINS));
  const others = Object.entries(PINS).filter(([name, pin]) => !`${versions[name]}.`.startsWith(`${pin}.`));
  if (others.length > 0) {
    const words = others.map(([name, pin]) => `${name} is ${versions[name]} here, and ${pin} in src/versions.ts`);
    throw new Error(`${words.join('; ')}. Build what is pinned with test/e2e/engines/build, or change the pin.`);
  }
}
