import { label, list, mapOfText, operation, query, structure, text } from './schema.ts';

export const Tag$ = structure('Tag', { Key: text, Value: text });
const TagMap$ = mapOfText('TagMap');

export const ListTagsForResourceRequest$ = structure('ListTagsForResourceRequest', { ResourceArn: label });
export const ListTagsForResourceResponse$ = structure('ListTagsForResourceResponse', { Tags: TagMap$ });
export const TagResourceRequest$ = structure('TagResourceRequest', { ResourceArn: label, Tags: TagMap$ });
export const TagResourceResponse$ = structure('TagResourceResponse', {});
export const UntagResourceRequest$ = structure('UntagResourceRequest', {
  ResourceArn: label,
  TagKeys: query('tagKeys', list('TagKeyList', text)),
});
export const UntagResourceResponse$ = structure('UntagResourceResponse', {});

export const ListTagsForResource$ = operation(
  'ListTagsForResource',
  ['GET', '/tags/{ResourceArn}', 200],
  ListTagsForResourceRequest$,
  ListTagsForResourceResponse$,
);
export const TagResource$ = operation(
  'TagResource',
  ['POST', '/tags/{ResourceArn}', 204],
  TagResourceRequest$,
  TagResourceResponse$,
);
export const UntagResource$ = operation(
  'UntagResource',
  ['DELETE', '/tags/{ResourceArn}', 204],
  UntagResourceRequest$,
  UntagResourceResponse$,
);
