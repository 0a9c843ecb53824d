import { command } from '../command.ts';
import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  TagResourceCommandInput,
  TagResourceCommandOutput,
  UntagResourceCommandInput,
  UntagResourceCommandOutput,
} from '../models/tag.ts';
import { ListTagsForResource$, TagResource$, UntagResource$ } from '../schemas/tag.ts';

/** Reads the tags of a Profile or of an association. */
export class ListTagsForResourceCommand extends command<
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput
>(ListTagsForResource$) {}

/** Adds or overwrites tags. */
export class TagResourceCommand extends command<TagResourceCommandInput, TagResourceCommandOutput>(
  TagResource$,
) {}

/** Removes tags. */
export class UntagResourceCommand extends command<UntagResourceCommandInput, UntagResourceCommandOutput>(
  UntagResource$,
) {}
