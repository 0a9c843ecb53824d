import { command } from '../command.ts';
import type {
  AssociateProfileCommandInput,
  AssociateProfileCommandOutput,
  DisassociateProfileCommandInput,
  DisassociateProfileCommandOutput,
  GetProfileAssociationCommandInput,
  GetProfileAssociationCommandOutput,
  ListProfileAssociationsCommandInput,
  ListProfileAssociationsCommandOutput,
} from '../models/profile-association.ts';
import {
  AssociateProfile$,
  DisassociateProfile$,
  GetProfileAssociation$,
  ListProfileAssociations$,
} from '../schemas/profile-association.ts';

/** Associates a Profile with a VPC, which can have one. */
export class AssociateProfileCommand extends command<
  AssociateProfileCommandInput,
  AssociateProfileCommandOutput
>(AssociateProfile$) {}

/** Disassociates a Profile from a VPC. */
export class DisassociateProfileCommand extends command<
  DisassociateProfileCommandInput,
  DisassociateProfileCommandOutput
>(DisassociateProfile$) {}

/** Reads the association of a Profile with a VPC. */
export class GetProfileAssociationCommand extends command<
  GetProfileAssociationCommandInput,
  GetProfileAssociationCommandOutput
>(GetProfileAssociation$) {}

/** Lists the account's associations of Profiles with VPCs. */
export class ListProfileAssociationsCommand extends command<
  ListProfileAssociationsCommandInput,
  ListProfileAssociationsCommandOutput
>(ListProfileAssociations$) {}
