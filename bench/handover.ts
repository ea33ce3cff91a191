import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { attachConsumer, createRegion, launcherPath } from '../native/index.ts';
import { compileProgram, coreSources } from '../tests/native/program.ts';
import { type Figures, figure, percentile } from './figures.ts';

/**
 * Hand-over with a synthetic producer: from the push in another process to the callback in this
 * one, with nothing read of the pixels. Best of three.
 */
const frames = { count: 1000, perSecond: 200 };
const shape = { id: 1, width: 1280, height: 720, slots: 10, queueCapacity: 2 };
const rounds = 3;

/** Up to the addon's callback, and up to the ticket in JavaScript's hands. */
export type Handover = { readonly native: Spread; readonly script: Spread };
export type Spread = { readonly p50Us: number; readonly p99Us: number };

export async function run(): Promise<Figures> {
  const measured: Handover[] = [];
  while (measured.length < rounds) measured.push(await measureHandover());
  const best = (end: keyof Handover, name: keyof Spread) =>
    Math.min(...measured.map((round) => round[end][name]));
  return {
    'synthetic.p50': figure(best('native', 'p50Us'), 'µs', { goal: { atMost: 30 } }),
    'synthetic.p99': figure(best('native', 'p99Us'), 'µs', { goal: { atMost: 150 } }),
    'script.p50': figure(best('script', 'p50Us'), 'µs'),
    'script.p99': figure(best('script', 'p99Us'), 'µs'),
  };
}

export async function measureHandover(): Promise<Handover> {
  const region = createRegion(shape);
  while (!region.reserve(1 << 22));
  const consumer = attachConsumer(region.fd, region.wakeFd);
  const native: number[] = [];
  const script: number[] = [];
  consumer.start(() => {
    for (let ticket = consumer.take(); ticket !== null; ticket = consumer.take()) {
      script.push(usBetween(ticket.pushedAtNs, process.hrtime.bigint()));
      native.push(usBetween(ticket.pushedAtNs, consumer.wokenAtNs));
      consumer.release();
    }
  });
  try {
    await produce(region.fd, region.wakeFd);
    return { native: spreadOf(native), script: spreadOf(script) };
  } finally {
    consumer.close();
    region.close();
  }
}

function usBetween(fromNs: bigint, toNs: bigint): number {
  return Math.max(0, Number(toNs - fromNs) / 1000); // pushed after the wake: it waited for nobody
}

function spreadOf(waitsUs: readonly number[]): Spread {
  return { p50Us: percentile(waitsUs, 0.5), p99Us: percentile(waitsUs, 0.99) };
}

async function produce(regionFd: number, wakeFd: number): Promise<void> {
  const program = await compileProgram({
    name: 'push-descriptors',
    sources: ['bench/native/push-descriptors.cc', ...coreSources],
    flags: ['-O2'],
  });
  const args = ['--parent', process.pid, '--', program, frames.count, frames.perSecond];
  const child = spawn(launcherPath, args.map(String), {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', regionFd, wakeFd],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`push-descriptors exited with ${code}`);
}
