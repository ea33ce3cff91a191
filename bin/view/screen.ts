import type { WriteStream } from 'node:tty';

const control = '\x1b[';
const enter = `${control}?1049h`;
const leave = `${control}?1049l`;
const hideCursor = `${control}?25l`;
const showCursor = `${control}?25h`;
/** Lines that are wider than we know (wide characters) are cut instead of breaking the picture. */
const noWrap = `${control}?7l`;
const wrap = `${control}?7h`;
/** Terminals that know them show the picture at once; the others ignore them. */
const beginUpdate = `${control}?2026h`;
const endUpdate = `${control}?2026l`;
const home = `${control}H`;
const clearToEndOfLine = `${control}K`;
const clearBelow = `${control}J`;

/** A picture of lines on a screen of its own, drawn anew in place. */
export class Screen {
  readonly #terminal: WriteStream;
  readonly #onResize: () => void;
  #shown: readonly string[] = [];
  #isOpen = false;

  constructor(terminal: WriteStream, onResize: () => void) {
    this.#terminal = terminal;
    this.#onResize = onResize;
  }

  get rows(): number {
    return this.#terminal.rows || 24;
  }

  get columns(): number {
    return this.#terminal.columns || 80;
  }

  draw(lines: readonly string[]): void {
    if (!this.#isOpen) this.#open();
    if (isSame(lines, this.#shown) || this.#terminal.writableNeedDrain) return;
    const text = lines.map((line) => `${line}${clearToEndOfLine}`).join('\r\n');
    this.#terminal.write(`${beginUpdate}${home}${text}${clearBelow}${endUpdate}`);
    this.#shown = lines;
  }

  /** Idempotent. Cursor, wrapping and what stood there before are back, and below it these. */
  close(lastLines: readonly string[]): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#terminal.off('resize', this.#afterResize);
    process.off('exit', this.#onExit);
    process.off('SIGTSTP', this.#onSuspend);
    const last = lastLines.map((line) => `${line}\r\n`).join('');
    this.#terminal.write(`${wrap}${leave}${showCursor}${last}`);
  }

  #open(): void {
    this.#isOpen = true;
    this.#terminal.on('resize', this.#afterResize);
    process.on('exit', this.#onExit); // however the program ends
    process.on('SIGTSTP', this.#onSuspend);
    this.#terminal.write(`${enter}${hideCursor}${noWrap}`);
  }

  readonly #onExit = (): void => this.close([]);

  /** Ctrl-Z: the shell gets its screen; the next picture after `fg` takes it again. */
  readonly #onSuspend = (): void => {
    this.close([]);
    this.#shown = [];
    process.kill(process.pid, 'SIGSTOP');
  };

  readonly #afterResize = (): void => {
    this.#shown = [];
    this.#onResize();
  };
}

function isSame(lines: readonly string[], others: readonly string[]): boolean {
  return lines.length === others.length && lines.every((line, index) => line === others[index]);
}
