/** A token bucket as AWS describes its own: how many calls at once, and how many a second after that. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** The bucket that a call is counted in; calls of one `api` share it. */
export interface Bucket extends Rate {
  readonly api: string;
}

/** @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html */
const ec2: { readonly reading: Rate; readonly changing: Rate } = {
  reading: { burst: 100, perSecond: 20 },
  changing: { burst: 50, perSecond: 5 },
};

/**
 * The rates of one account; the organization's are a little higher.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
const organizations: Readonly<Record<string, Rate>> = {
  DescribeAccount: { burst: 30, perSecond: 20 },
  DescribeOrganization: { burst: 2, perSecond: 1 },
  DescribeOrganizationalUnit: { burst: 2, perSecond: 2 },
  ListAccounts: { burst: 12, perSecond: 8 },
  ListParents: { burst: 8, perSecond: 5 },
  ListTagsForResource: { burst: 15, perSecond: 10 },
};

/**
 * Those of queries are a modest guess.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
const logs: Readonly<Record<string, Rate>> = {
  CreateLogStream: { burst: 50, perSecond: 50 },
  GetQueryResults: { burst: 5, perSecond: 5 },
  PutLogEvents: { burst: 5000, perSecond: 5000 },
  StartQuery: { burst: 5, perSecond: 5 },
  StopQuery: { burst: 5, perSecond: 5 },
};

/**
 * Services whose rates AWS publishes for all their calls together, or not at all: then a modest guess.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const services: Readonly<Record<string, Rate>> = {
  DynamoDB: { burst: 500, perSecond: 500 },
  EventBridge: { burst: 400, perSecond: 400 },
  Lambda: { burst: 15, perSecond: 15 },
  RAM: { burst: 10, perSecond: 5 },
  ResourceGroupsTaggingAPI: { burst: 10, perSecond: 5 },
  Route53Profiles: { burst: 5, perSecond: 5 },
  SQS: { burst: 300, perSecond: 300 },
  SSM: { burst: 10, perSecond: 10 },
  STS: { burst: 100, perSecond: 100 },
};

const unknown: Rate = { burst: 2, perSecond: 1 };

/** The bucket of an operation, as AWS counts it within one account and Region. */
export function bucketOf(service: string, operation: string): Bucket {
  switch (service) {
    case 'EC2': {
      const rate = /^(?:Describe|Get|Search)/.test(operation) ? ec2.reading : ec2.changing;
      return { api: `EC2.${operation}`, ...rate };
    }
    case 'Organizations':
      return { api: `Organizations.${operation}`, ...(organizations[operation] ?? unknown) };
    case 'CloudWatchLogs':
      return { api: `CloudWatchLogs.${operation}`, ...(logs[operation] ?? unknown) };
    default:
      return { api: service, ...(services[service] ?? unknown) };
  }
}
