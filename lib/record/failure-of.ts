import { JetwayError } from '../model/errors.ts';

/** What made the work fail, where its failure is to be told and stops nothing. */
export async function failureOf(work: () => Promise<void>): Promise<JetwayError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof JetwayError) return error;
    throw error;
  }
}
