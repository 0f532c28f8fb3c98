import { WAIVERS } from '../security/waivers';
import { synthesizeCdk } from '../support/cdk-infrastructure';
import { OPTION_SETS_OF_THE_PIPELINE } from '../support/option-sets';
import { fileIn, renderPair } from '../support/render-pair';

const PATH = 'infra/lib/acknowledgements.ts';

test('cdk-nag finds only acknowledged findings, for the same reasons in all templates', () => {
  const [answers] = OPTION_SETS_OF_THE_PIPELINE;
  const { content: list } = fileIn(renderPair({ ...answers, iac: 'cdk' }), `app/${PATH}`);
  const acknowledgements: Array<{ id: string; reason: string }> = new Function(
    list.replace('export const acknowledgements =', 'return'),
  )();
  const withoutThem = (path: string, content: string) =>
    path === PATH ? content.replace(/id: '/g, "id: 'no-") : content;
  expect(
    new Set(
      messageOf(() => synthesizeCdk([{ answers, edit: withoutThem }])).match(
        /(?<=Acknowledge with 'AwsSolutions::)[^']+/g,
      ),
    ),
  ).toEqual(new Set(acknowledgements.map(({ id }) => id)));
  acknowledgements.forEach((acknowledgement) => {
    expect(acknowledgement).toEqual({
      id: acknowledgement.id,
      reason: WAIVERS.find(({ rules }) => rules.includes(acknowledgement.id))?.reason,
    });
  });
});

function messageOf(action: () => unknown): string {
  try {
    action();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
