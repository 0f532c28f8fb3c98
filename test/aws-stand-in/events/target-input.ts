/** The input settings of a rule's target. */
export interface TargetInput {
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: {
    readonly InputPathsMap?: Readonly<Record<string, string>>;
    readonly InputTemplate: string;
  };
}

/** The input of a target: the event, a part of it, or the result of a template. */
export function targetInput(target: TargetInput, event: object): unknown {
  if (target.Input !== undefined) {
    return JSON.parse(target.Input);
  }
  if (target.InputPath !== undefined) {
    return valueAt(event, target.InputPath);
  }
  return target.InputTransformer ? transformed(target.InputTransformer, event) : event;
}

/** Strings are inserted with quotes, except inside a string of the template. */
function transformed(
  { InputPathsMap = {}, InputTemplate }: NonNullable<TargetInput['InputTransformer']>,
  event: object,
): unknown {
  let inString = false;
  const text = InputTemplate.replace(/\\.|"|<([A-Za-z0-9_.-]+)>/gs, (part, name?: string) => {
    if (!name) {
      inString = part === '"' ? !inString : inString;
      return part;
    }
    if (!(name in InputPathsMap)) {
      throw new Error(
        `The input template names <${name}>, which InputPathsMap does not have. It has: ${Object.keys(InputPathsMap).join(', ') || 'nothing'}.`,
      );
    }
    const value = valueAt(event, InputPathsMap[name]);
    const json = JSON.stringify(value ?? '');
    return inString && typeof value === 'string' ? json.slice(1, -1) : json;
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`The input template makes no JSON of this event: ${text} (${(error as Error).message})`);
  }
}

/** `$.detail.names[0]` of an event. */
function valueAt(event: object, path: string): unknown {
  if (!/^\$(\.[\w-]+|\[\d+\])*$/.test(path)) {
    throw new Error(`"${path}" is no path that EventBridge knows: $ and then .name or [index].`);
  }
  const parts = [...path.matchAll(/\.([\w-]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? index);
  return parts.reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], event);
}
