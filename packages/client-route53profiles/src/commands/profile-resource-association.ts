import { command } from '../command.ts';
import type {
  AssociateResourceToProfileCommandInput,
  AssociateResourceToProfileCommandOutput,
  DisassociateResourceFromProfileCommandInput,
  DisassociateResourceFromProfileCommandOutput,
  GetProfileResourceAssociationCommandInput,
  GetProfileResourceAssociationCommandOutput,
  ListProfileResourceAssociationsCommandInput,
  ListProfileResourceAssociationsCommandOutput,
  UpdateProfileResourceAssociationCommandInput,
  UpdateProfileResourceAssociationCommandOutput,
} from '../models/profile-resource-association.ts';
import {
  AssociateResourceToProfile$,
  DisassociateResourceFromProfile$,
  GetProfileResourceAssociation$,
  ListProfileResourceAssociations$,
  UpdateProfileResourceAssociation$,
} from '../schemas/profile-resource-association.ts';

/** Associates a DNS resource with a Profile. */
export class AssociateResourceToProfileCommand extends command<
  AssociateResourceToProfileCommandInput,
  AssociateResourceToProfileCommandOutput
>(AssociateResourceToProfile$) {}

/** Disassociates a DNS resource from a Profile. */
export class DisassociateResourceFromProfileCommand extends command<
  DisassociateResourceFromProfileCommandInput,
  DisassociateResourceFromProfileCommandOutput
>(DisassociateResourceFromProfile$) {}

/** Reads the association of a DNS resource with a Profile. */
export class GetProfileResourceAssociationCommand extends command<
  GetProfileResourceAssociationCommandInput,
  GetProfileResourceAssociationCommandOutput
>(GetProfileResourceAssociation$) {}

/** Lists the associations of DNS resources with a Profile. */
export class ListProfileResourceAssociationsCommand extends command<
  ListProfileResourceAssociationsCommandInput,
  ListProfileResourceAssociationsCommandOutput
>(ListProfileResourceAssociations$) {}

/** Changes the name or the properties of the association of a DNS resource. */
export class UpdateProfileResourceAssociationCommand extends command<
  UpdateProfileResourceAssociationCommandInput,
  UpdateProfileResourceAssociationCommandOutput
>(UpdateProfileResourceAssociation$) {}
