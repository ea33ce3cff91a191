import type { ServerResponse } from 'node:http';
import type { LiveEvents } from '../api.ts';
import type { Source } from './source.ts';

export type Wanted = {
  /** Whose story; null: none. */
  readonly camera: string | null;
  /** It has seen everything up to there already; null: what happens from now on. */
  readonly lastSequence: number | null;
};

/** A page that has not read so much is not reading: it is let go, and may come again. */
const unreadBytesMax = 1024 * 1024;
const silentRoundsMax = 15;

/** One page that listens, by server-sent events. */
export class Listener {
  readonly #response: ServerResponse;
  readonly #source: Source;
  readonly #camera: string | null;
  #sequence: number;
  /** How much its camera and the keeper had heard then; null: not known. */
  #heard: number | null = null;
  #silentRounds = 0;

  constructor(response: ServerResponse, of: { readonly wanted: Wanted; readonly source: Source }) {
    this.#response = response;
    this.#source = of.source;
    this.#camera = of.wanted.camera;
    const { camera, lastSequence } = of.wanted;
    // a higher one is of another keeper, which was here before
    const isResumed = lastSequence !== null && lastSequence <= of.source.sequence;
    this.#sequence = isResumed ? lastSequence : of.source.sequence;
    if (isResumed || camera === null) return;
    this.#heard = of.source.storyAfter(this.#sequence, camera).heard;
  }

  send<Name extends keyof LiveEvents>(name: Name, data: LiveEvents[Name]): void {
    this.write(name, JSON.stringify(data));
  }

  /** `json`: its data, on one line. */
  write(name: keyof LiveEvents, json: string): void {
    const id = name === 'story' ? `id: ${this.#sequence}\n` : '';
    this.#write(`event: ${name}\n${id}data: ${json}\n\n`);
  }

  /** What has happened since the last time; every second a sign of life if there was nothing. */
  tellStory(isRound: boolean): void {
    if (isRound && ++this.#silentRounds > silentRoundsMax) this.#write(': still here\n\n');
    if (this.#camera === null || this.#source.sequence === this.#sequence) return;
    const { events, isWhole, heard } = this.#source.storyAfter(this.#sequence, this.#camera);
    this.#sequence = this.#source.sequence;
    // of one that comes again nobody counted
    const least = isWhole ? 0 : 1;
    const lost = this.#heard === null ? least : heard - this.#heard - events.length;
    this.#heard = heard;
    if (events.length + lost > 0) this.send('story', { events, lost });
  }

  close(): void {
    this.#response.end();
  }

  #write(text: string): void {
    if (this.#response.destroyed) return;
    this.#silentRounds = 0;
    if (this.#response.writableLength > unreadBytesMax) this.#response.destroy();
    else this.#response.write(text);
  }
}
