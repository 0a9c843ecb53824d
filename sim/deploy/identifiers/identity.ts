import type { Identify, Naming } from './naming.ts';

const path = (naming: Naming) => naming.text('Path') ?? '/';

/** Roles and what goes with them, keys. */
export const identity: Readonly<Record<string, Identify>> = {
  'AWS::IAM::Role'(naming) {
    const name = naming.named('RoleName', 64);
    const attributes = {
      Arn: naming.iamArn(`role${path(naming)}${name}`),
      RoleId: `AROA${naming.invention.upperCase(17)}`,
    };
    return { ref: name, attributes };
  },

  'AWS::IAM::InstanceProfile'(naming) {
    const name = naming.named('InstanceProfileName', 128);
    return { ref: name, attributes: { Arn: naming.iamArn(`instance-profile${path(naming)}${name}`) } };
  },

  'AWS::IAM::ManagedPolicy'(naming) {
    const arn = naming.iamArn(`policy${path(naming)}${naming.named('ManagedPolicyName', 128)}`);
    return { ref: arn, attributes: { PolicyArn: arn } };
  },

  'AWS::KMS::Key'(naming) {
    const id = naming.invention.uuid();
    return { ref: id, attributes: { Arn: naming.arn('kms', `key/${id}`), KeyId: id } };
  },
};
