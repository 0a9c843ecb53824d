import type { ErrorCode } from '../model/errors.ts';
import { isOutsideOrganization } from './error-codes.ts';
import type { Refusal } from './refusal.ts';

const credentials =
  /^(?:expiredtoken|requestexpired|invalidclienttokenid|unrecognizedclient|signaturedoesnotmatch|invalidsignature|incompletesignature|credentialsprovidererror)/i;

/** What IAM calls services that the SDK calls otherwise. */
const iamPrefixes: Readonly<Record<string, string>> = {
  CloudWatchLogs: 'logs',
  EventBridge: 'events',
  ResourceGroupsTaggingAPI: 'tag',
};

/** What to do about a failed call, as a sentence without its full stop. */
export function remedyFor(code: ErrorCode, refusal: Refusal): string {
  const action = `${iamPrefixes[refusal.service] ?? refusal.service.toLowerCase()}:${refusal.operation}`;
  switch (code) {
    case 'access-denied':
      if (credentials.test(refusal.code)) return 'Renew the credentials of whoever runs Jetway and try again';
      if (/^authfailure$/i.test(refusal.code))
        return 'Check that the account has the Region enabled and that the credentials are valid';
      return `Allow ${action} to the role that made the call; a service control policy may deny it as well`;
    case 'role-refused':
      return "Check that the role exists there and trusts the caller; in a new account, wait for the StackSet's deployment";
    case 'throttled':
      return 'Try again later: AWS asks to slow down';
    case 'unavailable':
      return 'Try again later, and read back what became of a call that changes something';
    case 'not-ready':
      return 'Try again later: something is still in change';
    case 'busy':
      return 'Wait until the other run has ended';
    case 'not-found':
      return 'Check the id and the Region, and that the resource was not deleted';
    case 'already-so':
      return 'Nothing has to be done; read back what is there';
    case 'quota':
      return 'Ask for a higher quota in Service Quotas, or remove what is not needed';
    case 'configuration':
      return 'Run with credentials of the organization that `jetway.yaml` names';
    case 'unexpected-answer':
    case 'defect':
    case 'world-moved':
    case 'rejected':
      return isOutsideOrganization(refusal)
        ? 'Run `aws ram enable-sharing-with-aws-organization` in the management account, or set `organization.resourceSharing: invitations` in jetway.yaml'
        : `Look ${refusal.code} up in the API reference of ${refusal.operation}`;
  }
}
