import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  QueryCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { JetwayError } from '../model/errors.ts';
import { AccountId } from '../model/ids.ts';
import type { Claim, Holder, Lease, LedgerStore, Left, Mark, Stored, Taken } from '../model/ledger-store.ts';
import { answered } from './answer.ts';
import { ledgerHolds } from './ledger-holds.ts';
import { inPartition } from './ledger-partition.ts';

/** All accounts stand in one partition, so that they can be listed by a query. */
const accounts = 'accounts';

const keyOf = (account: AccountId) => ({ pk: { S: accounts }, sk: { S: account } });

const text = z.object({ S: z.string() });
const number = z.pipe(
  z.object({ N: z.string() }),
  z.transform(({ N }) => Number(N)),
);

const AccountItem = z.object({
  sk: z.object({ S: AccountId }),
  owner: z.optional(text),
  leasedUntil: z.optional(number),
  fence: z.optional(number),
  entry: z.optional(text),
});
const MarkItem = z.object({ sk: z.object({ S: AccountId }), expiresAt: number });

type AccountItem = z.output<typeof AccountItem>;

/** Every attribute by its placeholder: a bare name may be one of DynamoDB's reserved words. */
const names = {
  '#owner': 'owner',
  '#until': 'leasedUntil',
  '#fence': 'fence',
  '#entry': 'entry',
  '#expires': 'expiresAt',
};

/**
 * The ledger in a DynamoDB table with the keys `pk` and `sk`. An account is one item, its lease and what is remembered of
 * it, so that both change in one conditional write; each thing that happened to it is an item that expires.
 */
export const ledgerStore = (dynamodb: DynamoDBClient, TableName: string): LedgerStore => {
  const parse = (item: unknown): AccountItem => answered(AccountItem, item, TableName);

  const update = async (
    account: AccountId,
    request: Pick<UpdateItemCommandInput, 'UpdateExpression' | 'ConditionExpression'> & {
      readonly ExpressionAttributeValues: NonNullable<UpdateItemCommandInput['ExpressionAttributeValues']>;
    },
  ): Promise<Updated> => {
    const used = `${request.UpdateExpression} ${request.ConditionExpression}`;
    const command = new UpdateItemCommand({
      TableName,
      Key: keyOf(account),
      ...request,
      ExpressionAttributeNames: Object.fromEntries(
        Object.entries(names).filter(([placeholder]) => used.includes(placeholder)),
      ),
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      const { Attributes } = await dynamodb.send(command);
      return { met: true, item: parse(Attributes) };
    } catch (error) {
      if (!(error instanceof JetwayError && error.cause instanceof ConditionalCheckFailedException))
        throw error;
      const { Item } = error.cause;
      return { met: false, item: Item && parse(Item) };
    }
  };

  /** Changes the item of an account whose lease one has, and whatever of the expression `:me` and `:fence` are not. */
  const updateHeld = (
    { account, owner, fence }: Lease,
    UpdateExpression: string,
    values: UpdateItemCommandInput['ExpressionAttributeValues'],
  ): Promise<Updated> =>
    update(account, {
      UpdateExpression,
      ConditionExpression: '#owner = :me AND #fence = :fence',
      ExpressionAttributeValues: { ...values, ':me': { S: owner }, ':fence': { N: String(fence) } },
    });

  return {
    async take(account: AccountId, { owner, endedBeforeMs, untilMs }: Claim): Promise<Taken> {
      const { met, item } = await update(account, {
        UpdateExpression:
          'SET #owner = :me, #until = :until, #fence = if_not_exists(#fence, :zero) + :one REMOVE #expires',
        ConditionExpression: 'attribute_not_exists(#owner) OR #owner = :me OR #until < :ended',
        ExpressionAttributeValues: {
          ':me': { S: owner },
          ':until': { N: String(untilMs) },
          ':zero': { N: '0' },
          ':one': { N: '1' },
          ':ended': { N: String(endedBeforeMs) },
        },
      });
      if (!met) return { state: 'held', by: holderOf(account, item) };
      return {
        state: 'taken',
        lease: { account, owner, fence: item.fence ?? 0, untilMs },
        text: item.entry?.S,
      };
    },

    async keep(lease, untilMs) {
      const { met, item } = await updateHeld(lease, 'SET #until = :until', {
        ':until': { N: String(untilMs) },
      });
      if (!met) throw lost(lease, item);
      return { ...lease, untilMs };
    },

    async write(lease, entry) {
      const { met, item } = await updateHeld(lease, 'SET #entry = :entry', { ':entry': { S: entry } });
      if (!met) throw lost(lease, item);
    },

    async giveBack(lease, { text: entry, forgetAtMs }: Left) {
      const set = [
        ...(entry === undefined ? [] : ['#entry = :entry']),
        ...(forgetAtMs === undefined ? [] : ['#expires = :expires']),
      ];
      const { met, item } = await updateHeld(
        lease,
        `${set.length === 0 ? '' : `SET ${set.join(', ')} `}REMOVE #owner, #until`,
        {
          ...(entry === undefined ? {} : { ':entry': { S: entry } }),
          ...(forgetAtMs === undefined ? {} : { ':expires': { N: String(Math.ceil(forgetAtMs / 1000)) } }),
        },
      );
      // Nobody has it and nobody has had it since: an earlier try of this very call took effect, and its answer was lost.
      const isGivenBack = item !== undefined && item.owner === undefined && item.fence === lease.fence;
      if (!met && !isGivenBack) throw lost(lease, item);
    },

    async read(account) {
      const { Item } = await dynamodb.send(
        new GetItemCommand({ TableName, Key: keyOf(account), ConsistentRead: true }),
      );
      return { account, text: Item && parse(Item).entry?.S };
    },

    async all() {
      const stored: Stored[] = [];
      const query = inPartition(accounts);
      for await (const { Items = [] } of paginateQuery({ client: dynamodb }, { TableName, ...query }))
        for (const item of Items) {
          const { sk, entry } = parse(item);
          stored.push({ account: sk.S, text: entry?.S });
        }
      return stored;
    },

    async markUntil(kind, account, untilMs) {
      await dynamodb.send(
        new PutItemCommand({
          TableName,
          Item: {
            pk: { S: kind },
            sk: { S: account },
            expiresAt: { N: String(Math.ceil(untilMs / 1000)) },
          },
        }),
      );
    },

    async marks(kind) {
      const found: Mark[] = [];
      const query = { TableName, ...inPartition(kind) };
      for await (const { Items = [] } of paginateQuery({ client: dynamodb }, query))
        for (const item of Items) {
          const { sk, expiresAt } = answered(MarkItem, item, TableName);
          found.push({ account: sk.S, untilMs: expiresAt * 1000 });
        }
      return found;
    },

    ...ledgerHolds(dynamodb, TableName),

    async addHistory(account, { at, run, text: entry, forgetAtMs }) {
      await dynamodb.send(
        new PutItemCommand({
          TableName,
          Item: {
            pk: { S: historyOf(account) },
            sk: { S: `${at} ${run}` },
            entry: { S: entry },
            expiresAt: { N: String(Math.ceil(forgetAtMs / 1000)) },
          },
        }),
      );
    },

    async history(account, Limit) {
      const query = new QueryCommand({
        TableName,
        ...inPartition(historyOf(account)),
        ScanIndexForward: false,
        Limit,
      });
      const { Items = [] } = await dynamodb.send(query);
      return Items.map((item) => answered(z.object({ entry: text }), item, TableName).entry.S);
    },
  };
};

type Updated =
  | { readonly met: true; readonly item: AccountItem }
  /** With the item as it is, where there is one. */
  | { readonly met: false; readonly item: AccountItem | undefined };

function historyOf(account: AccountId): string {
  return `history ${account}`;
}

function holderOf(account: AccountId, item: AccountItem | undefined): Holder {
  return { account, owner: item?.owner?.S ?? 'nobody', untilMs: item?.leasedUntil ?? 0 };
}

function lost({ account, owner }: Lease, item: AccountItem | undefined): JetwayError {
  const now = item?.owner === undefined ? 'it has been given up' : `${item.owner.S} has taken it over`;
  return new JetwayError('busy', {
    resource: account,
    what: `the lease of ${owner} has ended, and ${now}, so nothing more of it is changed`,
    remedy: 'Run it again; the next look reads back where things stand',
  });
}
