/** What was looked for is not in an event: where, and why not. */
export interface Mismatch {
  readonly path: string;
  readonly problem: string;
}

/** The first difference between an event and EventBridge's pattern; nothing where the pattern matches. */
export function mismatch(pattern: unknown, event: unknown, path = ''): Mismatch | undefined {
  if (!isObject(pattern)) {
    throw new Error(`The event pattern is invalid at ${path || 'its root'}: ${JSON.stringify(pattern)} must be an object or an array.`);
  }
  for (const [name, wanted] of Object.entries(pattern)) {
    const here = path ? `${path}.${name}` : name;
    const value = isObject(event) ? event[name] : undefined;
    if (!Array.isArray(wanted)) {
      const below = mismatch(wanted, value, here);
      if (below) {
        return below;
      }
    } else if (wanted.length === 0) {
      throw new Error(`The event pattern is invalid at ${here}: an empty array matches nothing.`);
    } else if (!wanted.some((rule) => fits(rule, value, here))) {
      const found = value === undefined ? 'the event has nothing there' : `the event says ${JSON.stringify(value)}`;
      return { path: here, problem: `the rule asks for ${wanted.map((rule) => JSON.stringify(rule)).join(' or ')}, ${found}` };
    }
  }
  return undefined;
}

/** One of the alternatives of a pattern: a value as it is, or an object with one operator. An event's array fits by any of its items. */
function fits(rule: unknown, value: unknown, path: string): boolean {
  if (isObject(rule) && 'exists' in rule) {
    return rule.exists === (value !== undefined);
  }
  if (Array.isArray(value)) {
    return value.some((item) => fits(rule, item, path));
  }
  if (value === undefined) {
    return false;
  }
  return isObject(rule) ? fitsOperator(rule, value, path) : rule === value;
}

function fitsOperator(rule: Record<string, unknown>, value: unknown, path: string): boolean {
  const [[operator, operand], ...more] = Object.entries(rule);
  if (more.length > 0) {
    throw new Error(`The event pattern is invalid at ${path}: ${JSON.stringify(rule)} has more than one operator.`);
  }
  switch (operator) {
    case 'prefix':
      return typeof value === 'string' && value.startsWith(String(operand));
    case 'suffix':
      return typeof value === 'string' && value.endsWith(String(operand));
    case 'equals-ignore-case':
      return typeof value === 'string' && value.toLowerCase() === String(operand).toLowerCase();
    case 'anything-but':
      return isObject(operand) ? !fitsOperator(operand, value, path) : ![operand].flat().includes(value);
    default:
      throw new Error(`The event pattern uses ${operator} at ${path}, which test/e2e/aws/events/pattern.ts does not know. Add it there.`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
