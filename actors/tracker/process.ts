import { joinChannel } from '../../bus/channel-child.ts';
import { attachConsumer } from '../../native/index.ts';
import type { TrackerSettings } from './settings.ts';

// The tracker process: takes every frame of its camera and says what it sees. Its descriptors 3 and
// 4 are the region and the eventfd that wakes it. It imports little: every camera pays for it.

const regionFd = 3;
const wakeFd = 4;
const heartbeatEveryMs = 1_000;

const { CAMKEEPER_CHANNEL: url = '', CAMKEEPER_RUN: runId = '' } = process.env;

let settings: TrackerSettings | null = null;
let sequence = 0;

const consumer = attachConsumer(regionFd, wakeFd);
const channel = joinChannel({
  url,
  runId,
  onSettings: (newer) => {
    if (settings === null) consumer.start(takeFrames); // the first frame is seen under known settings
    settings = newer as TrackerSettings;
    channel.acknowledge(settings.generation);
  },
});
let spoken = false;
const heartbeat = setInterval(() => {
  if (!spoken) channel.heartbeat(); // a result says as much
  spoken = false;
}, heartbeatEveryMs);
process.once('SIGTERM', end);

function takeFrames(): void {
  for (let frame = consumer.take(); frame; frame = consumer.take()) {
    const meanLuma = consumer.meanLuma(frame.slot);
    consumer.release();
    spoken = true;
    channel.result({
      camera: settings!.camera,
      sequence: ++sequence,
      frame: { sequence: Number(frame.sequence), capturedAtNs: Number(frame.capturedAtNs) },
      meanLuma,
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
