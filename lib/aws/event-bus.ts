import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsCommandOutput,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import type { EventBus } from '../model/event-bus.ts';
import { failure } from './errors.ts';

/** What Jetway calls itself as a source; AWS keeps `aws.` to itself. */
const source = 'jetway';

/** What EventBridge takes in one call, entries and bytes. */
const mostEntries = 10;
const mostBytes = 262_144;

/** What it counts for the time of an entry. */
const bytesOfTime = 14;

/**
 * A bus of EventBridge, by its name in the client's own account and Region.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export const eventBus = (eventBridge: EventBridgeClient, bus: string): EventBus => ({
  async put(events) {
    const entries = events.map(({ type, at, detail }) => ({
      EventBusName: bus,
      Source: source,
      DetailType: type,
      Detail: JSON.stringify(detail),
      Time: new Date(at),
    }));
    for (const Entries of batchesOf(entries))
      refuseFailures(await eventBridge.send(new PutEventsCommand({ Entries })), bus);
  },
});

function batchesOf<Entry extends PutEventsRequestEntry>(entries: readonly Entry[]): readonly Entry[][] {
  const batches: Entry[][] = [];
  let batch: Entry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const { Source = '', DetailType = '', Detail = '' } = entry;
    const size = Buffer.byteLength(Source + DetailType + Detail) + bytesOfTime;
    if (batch.length === 0 || batch.length === mostEntries || bytes + size > mostBytes) {
      batch = [];
      bytes = 0;
      batches.push(batch);
    }
    batch.push(entry);
    bytes += size;
  }
  return batches;
}

/** A call can succeed though EventBridge took only some of the entries, or none. */
function refuseFailures(
  { FailedEntryCount = 0, Entries = [], $metadata }: PutEventsCommandOutput,
  bus: string,
): void {
  if (FailedEntryCount === 0) return;
  const refused = Entries.find(({ ErrorCode }) => ErrorCode !== undefined);
  const message = `${FailedEntryCount} of ${Entries.length} events were not accepted: ${refused?.ErrorMessage ?? 'no reason given'}`;
  throw failure(
    {
      name: refused?.ErrorCode ?? 'Unknown',
      message,
      $metadata: { requestId: $metadata.requestId },
    },
    { service: 'EventBridge', operation: 'PutEvents', resource: bus },
  );
}
