import { command } from '../command.ts';
import type {
  CreateProfileCommandInput,
  CreateProfileCommandOutput,
  DeleteProfileCommandInput,
  DeleteProfileCommandOutput,
  GetProfileCommandInput,
  GetProfileCommandOutput,
  ListProfilesCommandInput,
  ListProfilesCommandOutput,
} from '../models/profile.ts';
import { CreateProfile$, DeleteProfile$, GetProfile$, ListProfiles$ } from '../schemas/profile.ts';

/** Creates an empty Profile. */
export class CreateProfileCommand extends command<CreateProfileCommandInput, CreateProfileCommandOutput>(
  CreateProfile$,
) {}

/** Deletes a Profile; every VPC must have been disassociated from it first. */
export class DeleteProfileCommand extends command<DeleteProfileCommandInput, DeleteProfileCommandOutput>(
  DeleteProfile$,
) {}

/** Reads a Profile: its owner, its status, whether it is shared. */
export class GetProfileCommand extends command<GetProfileCommandInput, GetProfileCommandOutput>(
  GetProfile$,
) {}

/** Lists the Profiles the account owns and those shared with it. */
export class ListProfilesCommand extends command<ListProfilesCommandInput, ListProfilesCommandOutput>(
  ListProfiles$,
) {}
