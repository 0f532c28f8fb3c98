import type { TerraformModule } from './module';

/** A module that records which arguments of its resources are read, and the paths of those that are not. */
export function tracked(given: TerraformModule): {
  readonly module: TerraformModule;
  readonly unread: () => readonly string[];
} {
  const seen = new Set<string>();
  const record = <T>(value: T, path: string): T => {
    if (value === null || typeof value !== 'object') {
      seen.add(path);
      return value;
    }
    return new Proxy(value, {
      get: (target, key) => {
        const own = Object.getOwnPropertyDescriptor(target, key);
        return typeof key === 'symbol' || !own?.enumerable
          ? Reflect.get(target, key)
          : record(Reflect.get(target, key), Array.isArray(target) ? path : `${path}${path && '.'}${key}`);
      },
    });
  };
  return {
    module: { ...given, resource: record(given.resource, '') },
    unread: () => [...new Set(leaves(given.resource, ''))].filter((path) => !seen.has(path)),
  };
}

function leaves(value: unknown, path: string): string[] {
  if (value === null || typeof value !== 'object') {
    return [path];
  }
  return Object.entries(value).flatMap(([key, item]) =>
    leaves(item, Array.isArray(value) ? path : `${path}${path && '.'}${key}`),
  );
}
