import * as assert from 'uvu/assert';

export function throwsTypeError(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    assert.instance(error, TypeError);
    return;
  }
  assert.unreachable(`no TypeError of ${run}`);
}
