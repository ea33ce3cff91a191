/** Where the page is: in the part of the address behind `#`, so that it can be linked to. */
export type Route = { readonly camera: string | null };

export function routeOf(hash: string): Route {
  const name = /^#\/camera\/([^/?]+)/.exec(hash)?.[1];
  return { camera: name === undefined ? null : decoded(name) };
}

export const hashOf = ({ camera }: Route): string =>
  camera === null ? '#/' : `#/camera/${encodeURIComponent(camera)}`;

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // nobody's name
  }
}
