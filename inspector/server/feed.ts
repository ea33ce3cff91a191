import type { ServerResponse } from 'node:http';
import type { CameraRow, LiveEvents } from '../api.ts';
import { Listener, type Wanted } from './listener.ts';
import { securityHeaders } from './same-origin.ts';
import type { Source } from './source.ts';

const everyMs = 200;
/** Figures such as fps change without anybody telling. */
const allEveryTicks = 5;
/** So many rows are made in one turn of the event loop: a large fleet must not hold it up. */
const rowsAtOnceMax = 250;
const listenersMax = 32;

/**
 * Everything live, to all pages that listen. What happens is gathered and sent at most five times a
 * second; while nobody listens, nothing is done.
 */
export class Feed {
  readonly #source: Source;
  readonly #listeners = new Set<Listener>();
  readonly #changed = new Set<string>();
  /** What is being told now; what changes meanwhile waits for the next time. */
  readonly #due = new Set<string>();
  #next: NodeJS.Immediate | null = null;
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
    if (this.#next) clearImmediate(this.#next);
    this.#timer = null;
    this.#next = null;
    this.#unfollow?.();
    this.#unfollow = null;
    this.#changed.clear();
    this.#due.clear();
    this.#sent.clear();
  }

  #tick(): void {
    const isRound = ++this.#ticks % allEveryTicks === 0;
    if (isRound) this.#tellKeeper();
    if (isRound && this.#source.isLive) this.#lookAtAll();
    for (const name of this.#changed) this.#due.add(name);
    this.#changed.clear();
    if (this.#next === null) this.#tellNext();
    for (const listener of this.#listeners) listener.tellStory(isRound);
  }

  /** Also at those that are not there any more. */
  #lookAtAll(): void {
    for (const name of this.#source.names()) this.#due.add(name);
    for (const name of this.#sent.keys()) this.#due.add(name);
  }

  #tellNext(): void {
    this.#next = null;
    const names = new Set(first(this.#due, rowsAtOnceMax));
    for (const name of names) this.#due.delete(name);
    if (names.size > 0) this.#tellFleet(names);
    if (this.#due.size > 0) this.#next = setImmediate(() => this.#tellNext());
  }

  #tellKeeper(): void {
    const news = this.#source.news();
    const keeper = JSON.stringify({ ...news, at: 0, past: news.past?.fromMs });
    if (keeper === this.#keeper) return;
    this.#keeper = keeper;
    this.#tell('keeper', JSON.stringify(news));
  }

  #tellFleet(names: ReadonlySet<string>): void {
    const rows = this.#source.rows(names);
    const changed = rows.flatMap((row) => this.#changedText(row) ?? []);
    const there = new Set(rows.map(({ name }) => name));
    const removed = [...names].filter((name) => !there.has(name) && this.#sent.delete(name));
    if (changed.length + removed.length === 0) return;
    const others = JSON.stringify({ at: Date.now(), removed, isWhole: false });
    this.#tell('fleet', `${others.slice(0, -1)},"changed":[${changed.join()}]}`);
  }

  /** null: as it was sent. Made once for all who listen. */
  #changedText(row: CameraRow): string | null {
    const text = JSON.stringify(row);
    if (this.#sent.get(row.name) === text) return null;
    this.#sent.set(row.name, text);
    return text;
  }

  #tell(name: keyof LiveEvents, text: string): void {
    for (const listener of this.#listeners) listener.write(name, text);
  }
}

function first(names: ReadonlySet<string>, countMax: number): string[] {
  const some: string[] = [];
  for (const name of names) {
    if (some.length === countMax) break;
    some.push(name);
  }
  return some;
}
