export interface SimulatedProfile {
  readonly id: string;
  readonly arn: string;
  /** The owner. */
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly clientToken: string;
  readonly createdAtMs: number;
}

type Status = 'CREATING' | 'UPDATING' | 'COMPLETE' | 'DELETING' | 'FAILED';

export interface SimulatedProfileAssociation {
  readonly id: string;
  readonly arn: string;
  /** The account that made it, which is the owner of the VPC. */
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly profileId: string;
  readonly vpcId: string;
  status: Status;
  readonly createdAtMs: number;
  modifiedAtMs: number;
}

export interface SimulatedResourceAssociation {
  readonly id: string;
  readonly account: string;
  readonly profileId: string;
  readonly resourceArn: string;
  readonly resourceType: string;
  name: string;
  properties: string | undefined;
  status: Status;
  readonly createdAtMs: number;
  modifiedAtMs: number;
}

/** The quotas that a test may lower; the defaults are AWS's. */
export interface ProfilesQuotas {
  profilesPerAccount: number;
  vpcsPerProfile: number;
}

/** Route 53 Profiles of all accounts and Regions, each resource by its id. */
export class ProfilesState {
  readonly profiles = new Map<string, SimulatedProfile>();
  readonly associations = new Map<string, SimulatedProfileAssociation>();
  readonly resourceAssociations = new Map<string, SimulatedResourceAssociation>();
  /** By the ARN of a profile or of a profile association. */
  readonly tags = new Map<string, ReadonlyMap<string, string>>();
  readonly quotas: ProfilesQuotas = { profilesPerAccount: 5, vpcsPerProfile: 1000 };
}
