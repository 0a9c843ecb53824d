/** The log group that a Jetway of this name records its changes in, in the control plane's Region. */
export function auditLogGroup(name: string): string {
  return `/jetway/${name}/audit`;
}
