import { show } from './expected.ts';
import type { Findings } from './findings.ts';

/** Names become parts of topics and of paths of sockets, which must fit into 107 bytes. */
const lengthMax = 64;

/** Tells `findings` (of the map of cameras) what is wrong with a name. */
export function checkCameraName(name: string, findings: Findings): void {
  const fault = faultOf(name);
  if (fault !== null) findings.atKey(name).error(fault);
}

function faultOf(name: string): string | null {
  if (!/^[a-zA-Z0-9_-]+$/.test(name)) {
    return `expected a camera name of letters, digits, _ and -, got ${show(name)}`;
  }
  if (name.length > lengthMax) {
    return `expected a camera name of at most ${lengthMax} characters, got ${name.length}`;
  }
  // `constructor` and its like are found in every object, also where there is no such camera.
  return name in {} ? `expected another camera name: ${name} is reserved` : null;
}
