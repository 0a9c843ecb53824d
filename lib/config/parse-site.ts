import type { Configuration } from './configuration.ts';
import { readJson } from './json.ts';
import { ConfigurationError } from './mistakes.ts';
import { locate, member } from './objection.ts';
import { schemaObjections } from './schema-objections.ts';
import type { Site } from './site.ts';
import { siteContradictions } from './site-contradictions.ts';
import { SiteFile } from './site-file.ts';

/**
 * Reads what is deployed in a site, from the site parameter or from a file.
 * @param source what the errors call it: the parameter's name, or the file's
 * @throws ConfigurationError with every mistake in the text and everything in it that contradicts the
 *   configuration, and never anything else
 */
export function parseSite(text: string, source: string, configuration: Configuration): Site {
  const json = readJson(text, 'a site');
  if (json.broken.length > 0) throw new ConfigurationError(source, json.broken);
  const version = member(json.value, 'version');
  const objections =
    typeof version === 'number' && version !== 1
      ? [
          {
            path: ['version'],
            expected: '1: this site was deployed by another version of Jetway, so use that one',
          },
        ]
      : [...schemaObjections(SiteFile, json.value), ...siteContradictions(json.value, configuration)];
  const mistakes = [...json.repeated, ...locate(objections, json)];
  if (mistakes.length > 0) throw new ConfigurationError(source, mistakes);
  return SiteFile.parse(json.value);
}
