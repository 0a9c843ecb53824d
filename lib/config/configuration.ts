import type { ProfileName, Region, ServiceName } from '../model/ids.ts';
import type { ConfigurationFile } from './configuration-file.ts';
import type { SiteDeployment } from './deployment.ts';

/**
 * `jetway.yaml` as it is inside: defaults filled in, and lists where the file has maps, in the file's order. What both
 * have alike comes from the schema, which says what each key means.
 */
export interface Configuration extends Omit<File, 'provider' | 'sites' | 'services' | 'profiles'> {
  /** The Region is that of the control plane, which is one of the sites. */
  readonly provider: Required<File['provider']>;
  readonly sites: readonly SiteRules[];
  readonly services: readonly Service[];
  readonly profiles: readonly Profile[];
}

export interface SiteRules extends Omit<File['sites'][Region], 'deploy'> {
  readonly region: Region;
  /** Absent where the site is not deployed from this file. */
  readonly deploy?: SiteDeployment;
}

type ServiceRules = File['services'][ServiceName];
export interface Service extends ServiceRules {
  readonly name: ServiceName;
}

export interface Profile extends Omit<File['profiles'][ProfileName], 'sites' | 'services'> {
  readonly name: ProfileName;
  readonly sites: readonly Region[];
  readonly services: readonly ServiceName[];
}

type File = Unchanging<ConfigurationFile>;

type Unchanging<T> = T extends string | number
  ? T
  : T extends readonly (infer One)[]
    ? readonly Unchanging<One>[]
    : { readonly [K in keyof T]: Unchanging<T[K]> };
