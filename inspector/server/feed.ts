import type { ServerResponse } from 'node:http';
import type { CameraRow, LiveEvents } from '../api.ts';
import { Listener, type Wanted } from './listener.ts';
import { securityHeaders } from './same-origin.ts';
import type { Source } from './source.ts';

const everyMs = 200;
/** Figures such as fps change without anybody telling. */
const allEveryTicks = 5;
const listenersMax = 32;

/**
 * Everything live, to all pages that listen. What happens is gathered and sent at most five times a
 * second; while nobody listens, nothing is done.
 */
export class Feed {
  readonly #source: Source;
  readonly #listeners = new Set<Listener>();
  readonly #changed = new Set<string>();
  /** As they were sent last. */
  #sent = new Map<string, string>();
  #keeper = '';
  #ticks = 0;
  #timer: NodeJS.Timeout | null = null;
  #unfollow: (() => void) | null = null;

  constructor(source: Source) {
    this.#source = source;
  }

  get hasRoom(): boolean {
    return this.#listeners.size < listenersMax;
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  listen(response: ServerResponse, wanted: Wanted): void {
    response.writeHead(200, {
      ...securityHeaders,
      'cache-control': 'no-store',
      'content-type': 'text/event-stream',
    });
    const listener = new Listener(response, { wanted, source: this.#source });
    this.#listeners.add(listener);
    response.once('close', () => this.#leave(listener));
    response.on('error', () => response.destroy());
    if (this.#timer === null) this.#begin();
    listener.send('keeper', this.#source.news());
    const rows = this.#source.rows(null);
    const whole = { at: Date.now(), changed: rows, removed: [], isWhole: true };
    listener.send('fleet', whole);
  }

  close(): void {
    for (const listener of this.#listeners) listener.close();
    this.#end();
  }

  #leave(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size === 0) this.#end();
  }

  #begin(): void {
    this.#sent = new Map(this.#source.rows(null).map((row) => [row.name, JSON.stringify(row)]));
    this.#unfollow = this.#source.follow((name) => this.#changed.add(name));
    this.#timer = setInterval(() => this.#tick(), everyMs).unref();
  }

  #end(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.#unfollow?.();
    this.#unfollow = null;
    this.#changed.clear();
    this.#sent.clear();
  }

  #tick(): void {
    const isRound = ++this.#ticks % allEveryTicks === 0;
    if (isRound) this.#tellKeeper();
    if (isRound || this.#changed.size > 0) this.#tellFleet(isRound ? null : this.#changed);
    this.#changed.clear();
    for (const listener of this.#listeners) listener.tellStory(isRound);
  }

  #tellKeeper(): void {
    const news = this.#source.news();
    const keeper = JSON.stringify({ ...news, at: 0, past: news.past?.fromMs });
    if (keeper === this.#keeper) return;
    this.#keeper = keeper;
    this.#tell('keeper', news);
  }

  #tellFleet(names: ReadonlySet<string> | null): void {
    const rows = this.#source.rows(names);
    const changed = rows.filter((row) => this.#note(row));
    const there = new Set(rows.map(({ name }) => name));
    const removed = [...(names ?? this.#sent.keys())].filter((name) => !there.has(name));
    for (const name of removed) this.#sent.delete(name);
    if (changed.length + removed.length === 0) return;
    this.#tell('fleet', { at: Date.now(), changed, removed, isWhole: false });
  }

  /** Whether it is another one than the one that was sent. */
  #note(row: CameraRow): boolean {
    const text = JSON.stringify(row);
    if (this.#sent.get(row.name) === text) return false;
    this.#sent.set(row.name, text);
    return true;
  }

  #tell<Name extends keyof LiveEvents>(name: Name, data: LiveEvents[Name]): void {
    for (const listener of this.#listeners) listener.send(name, data);
  }
}
