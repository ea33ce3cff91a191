/**
 * Runs the newest of the tasks that are asked for: one at a time, and with a pause between them,
 * however often it is asked. Those that were overtaken never run.
 */
export function oneAtATime(pauseMs: number): (task: () => Promise<void>) => void {
  let next: (() => Promise<void>) | null = null;
  let isBusy = false;
  const run = async () => {
    isBusy = true;
    while (next) {
      const task = next;
      next = null;
      await task().catch(() => undefined); // whoever asks tells what went wrong
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    isBusy = false;
  };
  return (task) => {
    next = task;
    if (!isBusy) void run();
  };
}
