/** What a query asks that reads one partition of the ledger's table, as it is now. */
export function inPartition(name: string) {
  return {
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': 'pk' },
    ExpressionAttributeValues: { ':pk': { S: name } },
    ConsistentRead: true,
  };
}
