/** Why a target did not take an event, in the words of EventBridge's dead-letter queues. */
export interface Failure {
  readonly code:
    | 'FAILED_TO_ASSUME_ROLE'
    | 'INTERNAL_ERROR'
    | 'INVALID_PARAMETER'
    | 'NO_PERMISSIONS'
    | 'NO_RESOURCE'
    | 'THIRD_ACCOUNT_HOP_DETECTED'
    | 'THIRD_REGION_HOP_DETECTED';
  readonly message: string;
  /** Whether EventBridge tries again; what lacks a permission or a resource it gives up at once. */
  readonly retriable: boolean;
}

export const final = (code: Failure['code'], message: string): Failure => ({
  code,
  message,
  retriable: false,
});
