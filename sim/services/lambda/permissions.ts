import { parsePolicy } from '../iam/document.ts';
import { decide } from '../iam/policy.ts';
import type { SimulatedFunction } from './state.ts';

/** What AddPermission, or a template's `AWS::Lambda::Permission`, says. */
export interface Permission {
  /** A service such as `events.amazonaws.com`, an account or an ARN. */
  readonly principal: string;
  readonly action?: string;
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
}

/** Lets somebody else invoke a function. */
export function addPermission(
  { arn, policies }: SimulatedFunction,
  { principal, action = 'lambda:InvokeFunction', sourceArn, sourceAccount }: Permission,
): void {
  const condition = {
    ...(sourceArn !== undefined && { ArnLike: { 'aws:SourceArn': sourceArn } }),
    ...(sourceAccount !== undefined && { StringEquals: { 'aws:SourceAccount': sourceAccount } }),
  };
  const statement = {
    Effect: 'Allow',
    Principal: principal.endsWith('.amazonaws.com') ? { Service: principal } : { AWS: principal },
    Action: action,
    Resource: arn,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
  policies.push(
    parsePolicy({ Version: '2012-10-17', Statement: statement }, 'resource', `The policy of ${arn}`),
  );
}

export interface InvokingService {
  readonly service: string;
  readonly sourceArn: string;
  readonly sourceAccount: string;
}

/** Whether a function's policy lets a service invoke it in the name of one of its resources. */
export function mayServiceInvoke(
  { arn, account, region, policies }: SimulatedFunction,
  { service, sourceArn, sourceAccount }: InvokingService,
): boolean {
  const context = {
    'aws:PrincipalIsAWSService': 'true',
    'aws:RequestedRegion': region,
    'aws:ResourceAccount': account,
    'aws:SecureTransport': 'true',
    'aws:SourceAccount': sourceAccount,
    'aws:SourceArn': sourceArn,
  };
  const principal = { kind: 'service', service } as const;
  const request = { principal, action: 'lambda:InvokeFunction', resource: arn, context: () => context };
  return decide(policies, request) === 'allowed';
}
