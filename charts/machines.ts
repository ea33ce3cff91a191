import type { AnyStateMachine } from 'xstate';
import { cameraMachine } from '../machines/camera.ts';
import { gateMachine } from '../machines/gate.ts';
import { keeperMachine } from '../machines/keeper.ts';
import { processMachine } from '../machines/process.ts';

/** By name, from the root downwards. */
export const machines: Readonly<Record<string, AnyStateMachine>> = {
  keeper: keeperMachine,
  camera: cameraMachine,
  process: processMachine,
  gate: gateMachine,
};
