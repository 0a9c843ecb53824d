import type * as sdk from '@aws-sdk/client-ssm';
import type { Call } from '../../call.ts';
import type { Operations } from '../../operation.ts';
import { page } from '../../page.ts';
import { notModelled, refuse } from '../../refusal.ts';
import { putParameter } from './parameters.ts';
import type { ParameterVersion } from './state.ts';

const largestStandardValue = 4096;

export const ssm: Operations<typeof sdk> = {
  GetParameter: {
    takes: ['Name', 'WithDecryption'],
    answer({ Name = '' }, call) {
      return { Parameter: find(Name, call) ?? refuse('ParameterNotFound', `Parameter ${Name} not found.`) };
    },
  },
  GetParameters: {
    takes: ['Names', 'WithDecryption'],
    answer({ Names = [] }, call) {
      if (Names.length > 10) refuse('ValidationException', 'At most 10 names may be asked for');
      const found = new Map(Names.map((name) => [name, find(name, call)]));
      return {
        Parameters: [...found.values()].filter((parameter) => parameter !== undefined),
        InvalidParameters: Names.filter((name) => found.get(name) === undefined),
      };
    },
  },
  GetParametersByPath: {
    takes: ['Path', 'Recursive', 'WithDecryption', 'MaxResults', 'NextToken'],
    answer({ Path = '', Recursive = false, MaxResults, NextToken }, call) {
      const prefix = Path.endsWith('/') ? Path : `${Path}/`;
      const names = [...call.world.parameters.in(call.caller.account, call.region).keys()]
        .filter((name) => name.startsWith(prefix))
        .filter((name) => Recursive || !name.slice(prefix.length).includes('/'))
        .sort();
      const { items, nextToken } = page(names, {
        limit: MaxResults,
        token: NextToken,
        size: { default: 10, max: 10 },
        codes: { limit: 'ValidationException', token: 'InvalidNextToken' },
      });
      const Parameters = items.map((name) => find(name, call)).filter((parameter) => parameter !== undefined);
      return { Parameters, ...(nextToken !== undefined && { NextToken: nextToken }) };
    },
  },
  PutParameter: {
    takes: ['Name', 'Value', 'Type', 'Overwrite', 'Description'],
    answer({ Name = '', Value = '', Type, Overwrite = false }, { world, caller, region }) {
      const existing = world.parameters.in(caller.account, region).get(Name)?.at(-1);
      if (existing !== undefined && !Overwrite)
        refuse(
          'ParameterAlreadyExists',
          'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
        );
      const type = Type ?? existing?.type ?? refuse('ValidationException', 'A parameter type is required');
      if (type !== 'String' && type !== 'StringList') return notModelled(`SSM PutParameter Type ${type}`);
      if (Value === '' || Value.length > largestStandardValue)
        refuse('ValidationException', `A value has 1 to ${largestStandardValue} characters`);
      const Version = putParameter(world, {
        account: caller.account,
        region,
        name: Name,
        value: Value,
        type,
      });
      return { Version, Tier: 'Standard' };
    },
  },
};

/** A parameter by name, by ARN, or by either with `:version` behind it. */
function find(selector: string, { world, caller, region }: Call) {
  const [, name = selector, version] =
    /^(?:arn:[^:]+:ssm:[^:]*:\d*:parameter(?=\/))?([^:]+)(?::(\d+))?$/.exec(selector) ?? [];
  const versions = world.parameters.in(caller.account, region).get(name);
  if (versions === undefined) return undefined;
  const number = version === undefined ? versions.length : Number(version);
  const found: ParameterVersion =
    versions[number - 1] ?? refuse('ParameterVersionNotFound', `Version ${number} of ${name} is not found.`);
  return {
    Name: name,
    Type: found.type,
    Value: found.value,
    Version: number,
    LastModifiedDate: new Date(found.modifiedAtMs),
    ARN: `arn:${world.partition}:ssm:${region}:${caller.account}:parameter${name.startsWith('/') ? '' : '/'}${name}`,
    DataType: 'text',
  };
}
