import { parseTemplate, type TemplateDocument, TemplateError } from './document.ts';

/**
 * The templates that the stack sets of a template deploy elsewhere.
 * @throws TemplateError where one stands somewhere else than in the template
 */
export function stackSetTemplates({ Resources }: TemplateDocument): readonly TemplateDocument[] {
  return Object.entries(Resources)
    .filter(([, { Type }]) => Type === 'AWS::CloudFormation::StackSet')
    .map(([logicalId, { Properties }]) => {
      const body = Properties?.TemplateBody;
      if (typeof body === 'string') return parseTemplate(JSON.parse(body));
      throw new TemplateError(
        `${logicalId}.Properties.TemplateBody`,
        'expected the template as JSON in a string; the simulator reads it from nowhere else',
      );
    });
}
