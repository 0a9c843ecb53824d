import type { MetadataBearer } from '@smithy/types';

/** A tag as the creating operations take it; the tag operations speak of a map from key to value. */
export interface Tag {
  Key: string | undefined;
  Value: string | undefined;
}

export interface ListTagsForResourceRequest {
  ResourceArn: string | undefined;
}
export interface ListTagsForResourceResponse {
  Tags: Record<string, string> | undefined;
}

export interface TagResourceRequest {
  ResourceArn: string | undefined;
  Tags: Record<string, string> | undefined;
}
export type TagResourceResponse = Record<never, never>;

export interface UntagResourceRequest {
  ResourceArn: string | undefined;
  TagKeys: string[] | undefined;
}
export type UntagResourceResponse = Record<never, never>;

export type ListTagsForResourceCommandInput = ListTagsForResourceRequest;
export interface ListTagsForResourceCommandOutput extends ListTagsForResourceResponse, MetadataBearer {}
export type TagResourceCommandInput = TagResourceRequest;
export interface TagResourceCommandOutput extends TagResourceResponse, MetadataBearer {}
export type UntagResourceCommandInput = UntagResourceRequest;
export interface UntagResourceCommandOutput extends UntagResourceResponse, MetadataBearer {}
