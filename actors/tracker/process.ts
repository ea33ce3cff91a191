import { joinChannel } from '../../bus/channel-child.ts';
import { attachConsumer, type FrameConsumer } from '../../native/index.ts';
import { ringUnusable } from './exit.ts';
import type { TrackerSettings } from './settings.ts';

// The tracker process: takes every frame of its camera and says what it sees. Its descriptors 3 and
// 4 are the region and the eventfd that wakes it. It imports little: every camera pays for it.

const regionFd = 3;
const wakeFd = 4;
const heartbeatEveryMs = 1_000;

const { CAMKEEPER_CHANNEL: url = '', CAMKEEPER_RUN: runId = '' } = process.env;

let settings: TrackerSettings | null = null;
let sequence = 0;

const consumer = attach();
const channel = joinChannel({
  url,
  runId,
  onSettings: (newer) => {
    // the first frame is seen under known settings
    if (settings === null) consumer.start(takeFrames);
    settings = newer as TrackerSettings;
    channel.acknowledge(settings.generation);
  },
});
// in shared memory: it costs the keeper nothing until it looks
const heartbeat = setInterval(() => consumer.beat(), heartbeatEveryMs);
process.once('SIGTERM', end);

function attach(): FrameConsumer {
  try {
    return attachConsumer(regionFd, wakeFd);
  } catch (error) {
    console.error(String(error));
    process.exit(ringUnusable);
  }
}

function takeFrames(): void {
  for (let frame = consumer.take(); frame; frame = consumer.take()) {
    const meanLuma = consumer.meanLuma(frame.slot);
    consumer.release();
    sequence++;
    if (!settings!.results) continue;
    channel.result({
      camera: settings!.camera,
      sequence,
      frame: { sequence: Number(frame.sequence), capturedAtNs: Number(frame.capturedAtNs) },
      meanLuma,
      waitedUs: frame.waitedUs,
    });
  }
  if (consumer.closed) end();
}

/** The queue was closed and read to its end, or we were asked to stop. */
function end(): void {
  clearInterval(heartbeat);
  consumer.close();
  channel.close();
}
