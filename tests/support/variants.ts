/** A way of attaching and sharing: the roles of the stacks allow what it needs and no more. */
export interface Variant {
  readonly name: string;
  readonly attachments: 'accept' | 'create';
  readonly resourceSharing: 'organization' | 'invitations';
}

export const variants: readonly Variant[] = (['accept', 'create'] as const).flatMap((attachments) =>
  (['organization', 'invitations'] as const).map((resourceSharing) => ({
    name: `${attachments}-${resourceSharing}`,
    attachments,
    resourceSharing,
  })),
);

/** The text of tests/support/jetway.yaml in one of the variants. */
export function configurationFor(yaml: string, { attachments, resourceSharing }: Variant): string {
  return yaml
    .replace('addressSpace:', `attachments: ${attachments}\n    addressSpace:`)
    .replace('managementAccount:', `resourceSharing: ${resourceSharing}, managementAccount:`);
}
