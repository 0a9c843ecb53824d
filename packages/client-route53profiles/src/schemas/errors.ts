import { TypeRegistry } from '@smithy/core/schema';
import type { StaticErrorSchema } from '@smithy/types';
import {
  AccessDeniedException,
  ConflictException,
  InternalServiceErrorException,
  InvalidNextTokenException,
  InvalidParameterException,
  LimitExceededException,
  ResourceExistsException,
  ResourceNotFoundException,
  Route53ProfilesServiceException,
  ThrottlingException,
  ValidationException,
} from '../exceptions.ts';
import { error, namespace, text } from './schema.ts';

const syntheticNamespace = `smithy.ts.sdk.synthetic.${namespace}`;
const message = { Message: text };
const resourceType = { Message: text, ResourceType: text };

/** Stands for an error the model does not name. */
export const Route53ProfilesServiceException$: StaticErrorSchema = [
  -3,
  syntheticNamespace,
  'Route53ProfilesServiceException',
  0,
  [],
  [],
];
export const AccessDeniedException$ = error('AccessDeniedException', {}, message);
export const ConflictException$ = error('ConflictException', {}, message);
export const InternalServiceErrorException$ = error('InternalServiceErrorException', {}, message);
export const InvalidNextTokenException$ = error('InvalidNextTokenException', {}, message);
export const InvalidParameterException$ = error('InvalidParameterException', message, { FieldName: text });
export const LimitExceededException$ = error('LimitExceededException', {}, resourceType);
export const ResourceExistsException$ = error('ResourceExistsException', {}, resourceType);
export const ResourceNotFoundException$ = error('ResourceNotFoundException', {}, resourceType);
export const ThrottlingException$ = error('ThrottlingException', {}, message);
export const ValidationException$ = error('ValidationException', {}, message);

const synthetic = TypeRegistry.for(syntheticNamespace);
synthetic.registerError(Route53ProfilesServiceException$, Route53ProfilesServiceException);
const modeled = TypeRegistry.for(namespace);
modeled.registerError(AccessDeniedException$, AccessDeniedException);
modeled.registerError(ConflictException$, ConflictException);
modeled.registerError(InternalServiceErrorException$, InternalServiceErrorException);
modeled.registerError(InvalidNextTokenException$, InvalidNextTokenException);
modeled.registerError(InvalidParameterException$, InvalidParameterException);
modeled.registerError(LimitExceededException$, LimitExceededException);
modeled.registerError(ResourceExistsException$, ResourceExistsException);
modeled.registerError(ResourceNotFoundException$, ResourceNotFoundException);
modeled.registerError(ThrottlingException$, ThrottlingException);
modeled.registerError(ValidationException$, ValidationException);

/** Where the protocol looks an error's name up to find its class. */
export const errorTypeRegistries = [synthetic, modeled];
