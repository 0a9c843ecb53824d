/** What every SDK client in these tests is made with: one account's administrator, no retries unless a test says so. */
export function clientSettings(endpoint: string, accessKeyId = '222222222222', region = 'us-east-1') {
  return {
    endpoint,
    region,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey: 'not-checked', sessionToken: 'not-checked' },
  };
}
