import { makeBuilder } from '@smithy/core/client';
import { getEndpointPlugin } from '@smithy/core/endpoints';
import type { StaticOperationSchema } from '@smithy/types';
import type { Route53ProfilesClientResolvedConfig } from './config.ts';
import { commonParams } from './endpoint.ts';
import type { ServiceInputTypes, ServiceOutputTypes } from './models/service.ts';

const build = makeBuilder<Route53ProfilesClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes>(
  commonParams,
  'Route53Profiles',
  'Route53ProfilesClient',
  getEndpointPlugin,
);

/** The class a command extends; everything it does is in the operation's schema. */
export const command = <Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  operation: StaticOperationSchema,
) => build<Input, Output>({}, () => [], operation[2], operation);
