import { JetwayError } from '../model/errors.ts';
import { type Observation, read } from '../model/observation.ts';

/** Reads one part of the world; what a port throws makes the part unreadable, any other error is a defect. */
export async function observePart<T>(reading: () => Promise<T>): Promise<Observation<T>> {
  try {
    return read(await reading());
  } catch (error) {
    if (error instanceof JetwayError) return { state: 'unreadable', error };
    throw error;
  }
}
