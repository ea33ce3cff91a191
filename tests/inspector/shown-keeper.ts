import {
  createKeeper,
  type Inspector,
  type Keeper,
  type KeeperOptions,
  serveInspector,
} from '../../index.ts';

export type ShownKeeper = AsyncDisposable & {
  readonly keeper: Keeper;
  readonly inspector: Inspector;
  /** `api/fleet` as an address. */
  readonly at: (path: string) => string;
};

type ShownOptions = {
  readonly page?: string;
  readonly keeperOptions?: Omit<KeeperOptions, 'config'>;
};

/** A started keeper with these cameras, and its inspector at a free port. */
export async function shownKeeper(
  cameras: Record<string, object>,
  { keeperOptions, ...options }: ShownOptions = {},
): Promise<ShownKeeper> {
  const keeper = createKeeper({ ...keeperOptions, config: { cameras } });
  const inspector = await serveInspector(keeper, { address: '127.0.0.1:0', ...options });
  await keeper.start();
  return {
    keeper,
    inspector,
    at: (path) => `${inspector.url}${path}`,
    [Symbol.asyncDispose]: async () => {
      await keeper.stop();
      await inspector.close();
    },
  };
}
