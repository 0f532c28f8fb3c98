const EXPRESSIONS = new Map<string, RegExp>();

/** Whether a string matches an IAM pattern, in which "*" matches any characters and "?" matches one. */
export function isLike(text: string, pattern: string): boolean {
  const expression = EXPRESSIONS.get(pattern) ?? expressionOf(pattern);
  EXPRESSIONS.set(pattern, expression);
  return expression.test(text);
}

function expressionOf(pattern: string): RegExp {
  return new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 's');
}
