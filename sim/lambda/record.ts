import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';

/**
 * A message as Lambda hands it to a function.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event
 */
export function recordOf(
  { MessageId, ReceiptHandle, Body, MD5OfBody, Attributes = {}, MessageAttributes = {} }: Message,
  { arn, region }: { readonly arn: string; readonly region: string },
): object {
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, value]) => [name, attributeOf(value)]),
    ),
    md5OfBody: MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: arn,
    awsRegion: region,
  };
}

function attributeOf({ DataType, StringValue, BinaryValue }: MessageAttributeValue): object {
  return {
    ...(StringValue !== undefined && { stringValue: StringValue }),
    ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}
