import { mayBeSignedIn } from './aws-environment';
import type { Io, Step } from './io';
import { isFields, listAt, textAt } from '../checks/fields';
import type { Choice, Option } from '../options/option';
import type { LenientOptions } from '../options/resolved-options';

/** An instance of IAM Identity Center. */
interface Instance {
  readonly arn: string;
  readonly identityStore: string;
}

/**
 * Looks up the answers about IAM Identity Center with the AWS CLI, to offer them as a list. Without the CLI,
 * credentials or permissions, the dialogue asks for the values.
 */
export class IdentityCenter {
  private readonly instances = new Map<string, Promise<readonly Instance[]>>();

  public constructor(private readonly io: Pick<Io, 'env' | 'queryAws'>, private readonly step: Step) {}

  /** Returns the option with the values found in IAM Identity Center as its choices, or unchanged if there are none. */
  public async withChoices(option: Option, options: LenientOptions): Promise<Option> {
    const choices = mayBeSignedIn(this.io.env) ? await this.choicesOf(option.name, options) : [];
    return choices.length === 0 ? option : { ...option, searchable: choices, proposal: choices[0].value };
  }

  private async choicesOf(name: string, options: LenientOptions): Promise<readonly Choice[]> {
    const region = options.identityCenterRegion;
    if (name === 'identityCenterArn') {
      return (await this.instancesIn(region)).map(({ arn, identityStore }) => ({ value: arn, hint: identityStore }));
    }
    if (name !== 'argocdAdmin') {
      return [];
    }
    const store = (await this.instancesIn(region)).find(({ arn }) => arn === options.identityCenterArn)?.identityStore;
    return store === undefined ? [] : this.principalsIn(region, store, options.argocdAdminType === 'user');
  }

  private instancesIn(region: string): Promise<readonly Instance[]> {
    const known = this.instances.get(region) ?? this.ask('instances', ['sso-admin', 'list-instances'], region).then((answer) =>
      listAt(answer, 'Instances').map((instance) => ({
        arn: textAt(instance, 'InstanceArn') ?? '', identityStore: textAt(instance, 'IdentityStoreId') ?? '',
      })),
    );
    this.instances.set(region, known);
    return known;
  }

  private async principalsIn(region: string, store: string, isUser: boolean): Promise<readonly Choice[]> {
    const [list, id, name] = isUser ? ['Users', 'UserId', 'UserName'] : ['Groups', 'GroupId', 'DisplayName'];
    const command = ['identitystore', `list-${list.toLowerCase()}`, '--identity-store-id', store, '--max-items', '1000'];
    const answer = await this.ask(list.toLowerCase(), command, region);
    return listAt(answer, list).map((each) => ({ value: textAt(each, id) ?? '', hint: textAt(each, name) }));
  }

  /** Announces a query and returns its answer; undefined if it fails. */
  private async ask(what: string, command: readonly string[], region: string): Promise<unknown> {
    const end = this.step(`Asking IAM Identity Center in ${region} for its ${what}`);
    try {
      const answer: unknown = JSON.parse(await this.io.queryAws([...command, '--region', region, '--output', 'json']));
      const found = isFields(answer) ? Object.values(answer).find(Array.isArray) ?? [] : [];
      end(`IAM Identity Center: ${found.length} ${what}`, true);
      return answer;
    } catch (error) {
      end(`IAM Identity Center: ${what} unknown (${(error as Error).message.split('\n')[0]})`, false);
      return undefined;
    }
  }
}
