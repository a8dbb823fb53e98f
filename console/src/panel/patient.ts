const waits = [500, 1000, 2000, 5000, 5000, 5000];

/** Loads a part of the console; while the server does not answer it is tried again, since it may be about to come back. */
export async function patient<T>(load: () => Promise<T>, pause = wait): Promise<T> {
  for (const milliseconds of waits) {
    try {
      return await load();
    } catch {
      await pause(milliseconds);
    }
  }
  return load();
}

const wait = (milliseconds: number): Promise<void> => new Promise((resume) => setTimeout(resume, milliseconds));
