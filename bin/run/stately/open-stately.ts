import type { InspectionEvent } from 'xstate';
import { errorData } from '../../../config/errors.ts';
import { maskData } from '../../../config/mask-data.ts';
import { UsageError } from '../../usage-error.ts';
import { type Bridge, openBridge } from './bridge.ts';
import type { StatelyEvent } from './latest.ts';

export type Stately = {
  /** Where a browser on this machine shows it. */
  readonly url: string;
  readonly inspect: (inspection: InspectionEvent) => void;
  readonly close: () => void;
};

/** A context that is longer as text is not shown. */
const textLengthMax = 256 * 1024;

/**
 * `@statelyai/inspect`, for one run. Of its ways out of Node we take none: the one to Stately's
 * servers leaves its sanitizers out, and its local server listens to the whole network.
 */
export async function openStately(): Promise<Stately> {
  const { createInspector } = await load();
  const bridge = await openBridge();
  const inspector = createInspector({
    send: (event: StatelyEvent) => sendSafely(bridge, event),
  });
  return {
    url: bridge.url,
    inspect: (inspection) => inspector.inspect.next?.(inspection),
    close: bridge.close,
  };
}

/** It is called from a timer: what it throws would end the keeper. */
function sendSafely(bridge: Bridge, event: StatelyEvent): void {
  try {
    bridge.send(event, textOf(event));
  } catch {
    // not plain data: left out
  }
}

async function load() {
  try {
    return await import('@statelyai/inspect');
  } catch (error) {
    if (errorData(error).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const wanting = 'run: --stately needs the package @statelyai/inspect';
    throw new UsageError(`${wanting}: npm install @statelyai/inspect`, 'run');
  }
}

/** Masked as a whole: its sanitizers see neither what an actor was made with nor its errors. */
function textOf(event: StatelyEvent): string {
  const { snapshot, event: inner, definition, ...envelope } = plain(event);
  const masked = {
    ...envelope,
    ...(definition && { definition: JSON.stringify(maskData(JSON.parse(definition))) }),
    ...(snapshot && { snapshot: maskData(snapshot) as object }),
    ...(inner && { event: maskData(inner) }),
  };
  const text = JSON.stringify(masked);
  if (text.length <= textLengthMax) return text;
  const context = { left: `out: ${text.length} characters` };
  return JSON.stringify({ ...masked, snapshot: { ...masked.snapshot, context } });
}

/** Ids of sessions stay: they are no secrets. */
type Plain = StatelyEvent & { readonly event?: object; readonly definition?: string };

const plain = (event: StatelyEvent): Plain => JSON.parse(JSON.stringify(event));
