import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { getMicrosteps, initialTransition } from 'xstate';
import { dotted } from '../../keeper/dotted.ts';
import { cameraMachine } from '../../machines/camera.ts';
import { wish } from '../support/wish.ts';

const cameras = suite('camera');

const input = { name: 'a', path: 'camera:a', seed: 1, stopWithinMs: 1_000 };
const fault = { code: 'ACTOR_BROKEN', message: 'broke' };

/** Every state that the first wish leads a camera through. */
function passed(broke: typeof fault | null): readonly string[] {
  const [fresh] = initialTransition(cameraMachine, { ...input, fault: broke });
  const { config } = wish();
  const wished = { generation: 1, config, disabledBy: null, leaving: false };
  const steps = getMicrosteps(cameraMachine, fresh, { type: 'camera.configure', ...wished });
  return steps.map(([{ value }]) => dotted(value));
}

cameras('a camera is not called faulted on its way to a start', () => {
  assert.equal(passed(null), ['disabled.byConfig', 'starting.allocating']);
  assert.equal(passed(fault), ['disabled.byConfig', 'disabled.faulted']);
});

cameras.run();
