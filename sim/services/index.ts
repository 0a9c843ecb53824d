import * as logsSdk from '@aws-sdk/client-cloudwatch-logs';
import * as dynamodbSdk from '@aws-sdk/client-dynamodb';
import * as ec2Sdk from '@aws-sdk/client-ec2';
import * as eventsSdk from '@aws-sdk/client-eventbridge';
import * as lambdaSdk from '@aws-sdk/client-lambda';
import * as organizationsSdk from '@aws-sdk/client-organizations';
import * as ramSdk from '@aws-sdk/client-ram';
import * as taggingSdk from '@aws-sdk/client-resource-groups-tagging-api';
import * as profilesSdk from '@aws-sdk/client-route53profiles';
import * as sqsSdk from '@aws-sdk/client-sqs';
import * as ssmSdk from '@aws-sdk/client-ssm';
import * as stsSdk from '@aws-sdk/client-sts';
import { awsJson } from '../wire/aws-json.ts';
import { awsQuery } from '../wire/aws-query.ts';
import { ec2Query } from '../wire/ec2-query.ts';
import { modelOf } from '../wire/model.ts';
import { restJson } from '../wire/rest-json.ts';
import { dynamodbAuthorization } from './dynamodb/authorization.ts';
import { dynamodb } from './dynamodb/operations.ts';
import { ec2Authorization } from './ec2/authorization.ts';
import { ec2 } from './ec2/operations.ts';
import { eventsAuthorization } from './events/authorization.ts';
import { events } from './events/operations.ts';
import { lambdaAuthorization } from './lambda/authorization.ts';
import { lambda } from './lambda/operations.ts';
import { logsAuthorization } from './logs/authorization.ts';
import { logs } from './logs/operations.ts';
import { organizationsAuthorization } from './organizations/authorization.ts';
import { organizations } from './organizations/operations.ts';
import { tagging } from './organizations/tagging.ts';
import { profilesAuthorization } from './profiles/authorization.ts';
import { profiles } from './profiles/operations.ts';
import { ramAuthorization } from './ram/authorization.ts';
import { ram } from './ram/operations.ts';
import type { Service } from './service.ts';
import { sqsAuthorization } from './sqs/authorization.ts';
import { sqs } from './sqs/operations.ts';
import { ssmAuthorization } from './ssm/authorization.ts';
import { ssm } from './ssm/operations.ts';
import { stsAuthorization } from './sts/authorization.ts';
import { sts } from './sts/operations.ts';

const jsonErrors = {
  accessDenied: { code: 'AccessDeniedException', status: 400 },
  unknownCredentials: { code: 'UnrecognizedClientException', status: 400 },
  expiredCredentials: { code: 'ExpiredTokenException', status: 400 },
};
const restErrors = {
  accessDenied: { code: 'AccessDeniedException', status: 403 },
  unknownCredentials: { code: 'UnrecognizedClientException', status: 403 },
  expiredCredentials: { code: 'ExpiredTokenException', status: 403 },
};

const services: readonly Service[] = [
  {
    name: 'Organizations',
    signingName: 'organizations',
    protocol: awsJson('1.1'),
    model: modelOf(organizationsSdk),
    operations: organizations,
    authorization: organizationsAuthorization,
    ...jsonErrors,
    throttled: { code: 'TooManyRequestsException', status: 400 },
    internalError: { code: 'ServiceException', status: 500 },
  },
  {
    name: 'Resource Groups Tagging API',
    signingName: 'tagging',
    iamPrefix: 'tag',
    protocol: awsJson('1.1'),
    model: modelOf(taggingSdk),
    operations: tagging,
    authorization: { GetResources: '*' },
    ...jsonErrors,
    throttled: { code: 'ThrottledException', status: 400 },
    internalError: { code: 'InternalServiceException', status: 500 },
  },
  {
    name: 'STS',
    signingName: 'sts',
    protocol: awsQuery('https://sts.amazonaws.com/doc/2011-06-15/'),
    model: modelOf(stsSdk),
    operations: sts,
    authorization: stsAuthorization,
    accessDenied: { code: 'AccessDenied', status: 403 },
    unknownCredentials: { code: 'InvalidClientTokenId', status: 403 },
    expiredCredentials: { code: 'ExpiredToken', status: 403 },
    throttled: { code: 'Throttling', status: 400 },
    internalError: { code: 'InternalFailure', status: 500 },
  },
  {
    name: 'RAM',
    signingName: 'ram',
    protocol: restJson,
    model: modelOf(ramSdk),
    operations: ram,
    authorization: ramAuthorization,
    ...restErrors,
    throttled: { code: 'ThrottlingException', status: 429 },
    internalError: { code: 'ServerInternalException', status: 500 },
  },
  {
    name: 'Route 53 Profiles',
    signingName: 'route53profiles',
    protocol: restJson,
    model: modelOf(profilesSdk),
    operations: profiles,
    authorization: profilesAuthorization,
    ...restErrors,
    // The API reference prints 400 for every exception of every operation, internal errors included.
    accessDenied: { code: 'AccessDeniedException', status: 400 },
    throttled: { code: 'ThrottlingException', status: 400 },
    internalError: { code: 'InternalServiceErrorException', status: 400 },
  },
  {
    name: 'Lambda',
    signingName: 'lambda',
    iamActions: { Invoke: 'InvokeFunction' },
    protocol: restJson,
    model: modelOf(lambdaSdk),
    operations: lambda,
    authorization: lambdaAuthorization,
    ...restErrors,
    throttled: { code: 'TooManyRequestsException', status: 429 },
    internalError: { code: 'ServiceException', status: 500 },
  },
  {
    name: 'EC2',
    signingName: 'ec2',
    protocol: ec2Query,
    model: modelOf(ec2Sdk),
    operations: ec2,
    authorization: ec2Authorization,
    accessDenied: { code: 'UnauthorizedOperation', status: 403 },
    unknownCredentials: { code: 'AuthFailure', status: 401 },
    expiredCredentials: { code: 'RequestExpired', status: 400 },
    throttled: { code: 'RequestLimitExceeded', status: 503 },
    internalError: { code: 'InternalError', status: 500 },
  },
  {
    name: 'SSM',
    signingName: 'ssm',
    protocol: awsJson('1.1'),
    model: modelOf(ssmSdk),
    operations: ssm,
    authorization: ssmAuthorization,
    ...jsonErrors,
    throttled: { code: 'ThrottlingException', status: 400 },
    internalError: { code: 'InternalServerError', status: 500 },
  },
  {
    name: 'SQS',
    signingName: 'sqs',
    iamActions: { SendMessageBatch: 'SendMessage', DeleteMessageBatch: 'DeleteMessage' },
    protocol: awsJson('1.0'),
    model: modelOf(sqsSdk),
    operations: sqs,
    authorization: sqsAuthorization,
    accessDenied: { code: 'AccessDeniedException', status: 403 },
    unknownCredentials: { code: 'UnrecognizedClientException', status: 403 },
    expiredCredentials: { code: 'ExpiredTokenException', status: 403 },
    throttled: { code: 'RequestThrottled', status: 403 },
    internalError: { code: 'InternalFailure', status: 500 },
  },
  {
    name: 'CloudWatch Logs',
    signingName: 'logs',
    protocol: awsJson('1.1'),
    model: modelOf(logsSdk),
    operations: logs,
    authorization: logsAuthorization,
    ...jsonErrors,
    throttled: { code: 'ThrottlingException', status: 400 },
    internalError: { code: 'ServiceUnavailableException', status: 500 },
  },
  {
    name: 'DynamoDB',
    signingName: 'dynamodb',
    protocol: awsJson('1.0'),
    model: modelOf(dynamodbSdk),
    operations: dynamodb,
    authorization: dynamodbAuthorization,
    ...jsonErrors,
    throttled: { code: 'ThrottlingException', status: 400 },
    internalError: { code: 'InternalServerError', status: 500 },
  },
  {
    name: 'EventBridge',
    signingName: 'events',
    protocol: awsJson('1.1'),
    model: modelOf(eventsSdk),
    operations: events,
    authorization: eventsAuthorization,
    ...jsonErrors,
    throttled: { code: 'ThrottlingException', status: 400 },
    internalError: { code: 'InternalException', status: 500 },
  },
];

/** Every simulated service by the name that its requests are signed for. */
export const serviceBySigningName: ReadonlyMap<string, Service> = new Map(
  services.map((service) => [service.signingName, service]),
);
