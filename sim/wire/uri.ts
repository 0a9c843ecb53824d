import type { OperationModel, ServiceModel } from './model.ts';

interface Template {
  readonly pattern: RegExp;
  readonly labels: readonly string[];
}

const label = /\{([^}+]+)(\+?)\}/g;
const templates = new WeakMap<OperationModel, Template>();

/** The operation whose method and URI template a request matches; a literal segment wins over a label. */
export function operationAt(model: ServiceModel, method: string, path: string): OperationModel | undefined {
  const matching = [...model.operations.values()].filter(
    (operation) => operation.http?.[0] === method && templateOf(operation).pattern.test(path),
  );
  return matching.sort((a, b) => templateOf(a).labels.length - templateOf(b).labels.length)[0];
}

/** The labels of an operation's URI template as a path fills them, decoded. */
export function labelsOf(operation: OperationModel, path: string): ReadonlyMap<string, string> {
  const { pattern, labels } = templateOf(operation);
  const found = pattern.exec(path);
  return new Map(labels.map((name, index) => [name, decodeURIComponent(found?.[index + 1] ?? '')]));
}

function templateOf(operation: OperationModel): Template {
  const path = operation.http?.[1].split('?')[0] ?? '';
  const template = templates.get(operation) ?? {
    pattern: patternOf(path),
    labels: [...path.matchAll(label)].map(([, name]) => name ?? ''),
  };
  templates.set(operation, template);
  return template;
}

function patternOf(path: string): RegExp {
  const pieces = path.split(label).map((piece, index) => {
    if (index % 3 === 0) return piece.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'); // literal text
    if (index % 3 === 1) return ''; // the label's name
    return piece === '+' ? '(.+)' : '([^/]+)';
  });
  return new RegExp(`^${pieces.join('')}/?$`);
}
