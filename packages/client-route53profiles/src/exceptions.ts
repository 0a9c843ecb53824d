import { type ExceptionOptionType, ServiceException } from '@smithy/core/client';

/** What every exception of the service extends. */
export class Route53ProfilesServiceException extends ServiceException {
  static override readonly shapeId: string =
    'smithy.ts.sdk.synthetic.com.amazonaws.route53profiles#Route53ProfilesServiceException';
}

/** The caller has no IAM permission for the operation. */
export class AccessDeniedException extends Route53ProfilesServiceException {
  static override readonly shapeId: string = 'com.amazonaws.route53profiles#AccessDeniedException';
  override readonly name = 'AccessDeniedException';
  override readonly $fault = 'client';
  Message?: string | undefined;
  constructor(options: ExceptionOptionType<AccessDeniedException, Route53ProfilesServiceException>) {
    super({ name: 'AccessDeniedException', $fault: 'client', ...options });
    this.Message = options.Message;
  }
}

/** The request conflicts with another, or with what still depends on the resource. */
export class ConflictException extends Route53ProfilesServiceException {
  static override readonly shapeId: string = 'com.amazonaws.route53profiles#ConflictException';
  override readonly name = 'ConflictException';
  override readonly $fault = 'client';
  Message?: string | undefined;
  constructor(options: ExceptionOptionType<ConflictException, Route53ProfilesServiceException>) {
    super({ name: 'ConflictException', $fault: 'client', ...options });
    this.Message = options.Message;
  }
}

/** The service failed, and answers 400 when it does; the same request may succeed. */
export class InternalServiceErrorException extends Route53ProfilesServiceException {
  static override readonly shapeId: string = 'com.amazonaws.route53profiles#InternalServiceErrorException';
  override readonly name = 'InternalServiceErrorException';
  override readonly $fault = 'client';
  override readonly $retryable = {};
  Message?: string | undefined;
  constructor(options: ExceptionOptionType<InternalServiceErrorException, Route53ProfilesServiceException>) {
    super({ name: 'InternalServiceErrorException', $fault: 'client', ...options });
    this.Message = options.Message;
  }
}

/** The NextToken is not one the service gave out. */
export class InvalidNextTokenException extends Route53ProfilesServiceException {
  static override readonly shapeId: string = 'com.amazonaws.route53profiles#InvalidNextTokenException';
  override readonly name = 'InvalidNextTokenException';
  override readonly $fault = 'client';
  Message?: string | undefined;
  constructor(options: ExceptionOptionType<InvalidNextTokenException, Route53ProfilesServiceException>) {
    super({ name: 'InvalidNextTokenException', $fault: 'client', ...options });
    this.Message = options.Message;
  }
}

/** A parameter is not valid. */
export class InvalidParameterException extends Route53ProfilesServiceException {
  static override readonly shapeId: string = 'com.amazonaws.route53profiles#InvalidParameterException';
  override readonly name = 'InvalidParameterException';
  override readonly $fault = 'client';
  Message: string | undefined;
  FieldName?: string | undefined;
  constructor(options: ExceptionOptionType<InvalidParameterException, Route53ProfilesServiceException>) {
    super({ name: 'InvalidParameterException', $fault: 'client', ...options });
    this.Message = options.Message;
    this.FieldName = options.FieldName;
  }
}

/** A quota is used up. */
export class LimitExceededException extends Route53ProfilesServiceException {
  static override readonly shapeId: string = 'com.amazonaws.route53profiles#LimitExceededException';
  override readonly name = 'LimitExceededException';
  override readonly $fault = 'client';
  Message?: string | undefined;
  ResourceType?: string | undefined;
  constructor(options: ExceptionOptionType<LimitExceededException, Route53ProfilesServiceException>) {
    super({ name: 'LimitExceededException', $fault: 'client', ...options });
    this.Message = options.Message;
    this.ResourceType = options.ResourceType;
  }
}

/** The resource has already been associated. */
export class ResourceExistsException extends Route53ProfilesServiceException {
  static override readonly shapeId: string = 'com.amazonaws.route53profiles#ResourceExistsException';
  override readonly name = 'ResourceExistsException';
  override readonly $fault = 'client';
  Message?: string | undefined;
  ResourceType?: string | undefined;
  constructor(options: ExceptionOptionType<ResourceExistsException, Route53ProfilesServiceException>) {
    super({ name: 'ResourceExistsException', $fault: 'client', ...options });
    this.Message = options.Message;
    this.ResourceType = options.ResourceType;
  }
}

/** There is no such resource, or the caller cannot see it. */
export class ResourceNotFoundException extends Route53ProfilesServiceException {
  static override readonly shapeId: string = 'com.amazonaws.route53profiles#ResourceNotFoundException';
  override readonly name = 'ResourceNotFoundException';
  override readonly $fault = 'client';
  Message?: string | undefined;
  ResourceType?: string | undefined;
  constructor(options: ExceptionOptionType<ResourceNotFoundException, Route53ProfilesServiceException>) {
    super({ name: 'ResourceNotFoundException', $fault: 'client', ...options });
    this.Message = options.Message;
    this.ResourceType = options.ResourceType;
  }
}

/** Too many requests; the service answers 400, not 429. */
export class ThrottlingException extends Route53ProfilesServiceException {
  static override readonly shapeId: string = 'com.amazonaws.route53profiles#ThrottlingException';
  override readonly name = 'ThrottlingException';
  override readonly $fault = 'client';
  override readonly $retryable = { throttling: true };
  Message?: string | undefined;
  constructor(options: ExceptionOptionType<ThrottlingException, Route53ProfilesServiceException>) {
    super({ name: 'ThrottlingException', $fault: 'client', ...options });
    this.Message = options.Message;
  }
}

/** The request is malformed. */
export class ValidationException extends Route53ProfilesServiceException {
  static override readonly shapeId: string = 'com.amazonaws.route53profiles#ValidationException';
  override readonly name = 'ValidationException';
  override readonly $fault = 'client';
  Message?: string | undefined;
  constructor(options: ExceptionOptionType<ValidationException, Route53ProfilesServiceException>) {
    super({ name: 'ValidationException', $fault: 'client', ...options });
    this.Message = options.Message;
  }
}
