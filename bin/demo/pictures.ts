/** What `-f lavfi` plays, made up of nothing: `ffplay -f lavfi '…'` shows it. */

type Walker = {
  readonly colour: string;
  readonly heightPixels: number;
  /** To the right; negative: to the left. */
  readonly pixelsPerSecond: number;
  readonly feetAt: number;
};

const street = { width: 1280, height: 720, fps: 5 };
const walkers: readonly Walker[] = [
  { colour: '0x902030', heightPixels: 220, pixelsPerSecond: 110, feetAt: 690 },
  { colour: '0x304080', heightPixels: 180, pixelsPerSecond: -85, feetAt: 610 },
  { colour: '0x406030', heightPixels: 120, pixelsPerSecond: 60, feetAt: 520 },
];

/** People of three sizes who cross a street, in front of a picture with the noise of a sensor. */
export function streetPicture(): string {
  const { width, height, fps } = street;
  const ground = `color=c=0x707880:s=${width}x${height}:r=${fps}`;
  const road = `drawbox=y=${height * 0.6}:w=${width}:h=${height * 0.4}:c=0x505050:t=fill`;
  const people = walkers.map(person);
  const overlays = walkers.map((walker, index) => {
    const below = index === 0 ? 'scene' : `scene${index}`;
    return `[${below}][person${index}]overlay=${path(walker)}:shortest=1[scene${index + 1}]`;
  });
  const noise = `[scene${walkers.length}]noise=alls=6:allf=t`;
  return [`${ground},${road}[scene]`, ...people, ...overlays, noise].join(';');
}

/** A head on a body, cut out of a box of colour by its transparency. */
function person({ colour, heightPixels }: Walker, index: number): string {
  const width = Math.round(heightPixels / 6) * 2;
  const headRadius = heightPixels / 10;
  const head = `lt(hypot(X-W/2,Y-${headRadius}),${headRadius})`;
  const body = 'lt(hypot((X-W/2)/(W/2.2),(Y-H*0.6)/(H*0.4)),1)';
  const shape = `geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='255*max(${head},${body})'`;
  const box = `color=c=${colour}:s=${width}x${heightPixels}:r=${street.fps},format=rgba`;
  return `${box},trim=end_frame=1,${shape},loop=-1:1:0,setpts=N/${street.fps}/TB[person${index}]`;
}

/** Across the street and again from its side, with a bit of a bounce. */
function path({ heightPixels, pixelsPerSecond, feetAt }: Walker): string {
  const way = `mod(t*${Math.abs(pixelsPerSecond)},W+w)`;
  const x = pixelsPerSecond > 0 ? `${way}-w` : `W-${way}`;
  return `x='${x}':y='${feetAt - heightPixels}+4*sin(t*7)'`;
}

/** A yard at night where only a cat passes now and then. */
export function yardPicture(): string {
  const yard = 'color=c=0x182028:s=640x360:r=5';
  const cat = 'color=c=0x606060:s=36x18:r=5';
  const passing = `overlay=x='mod(t*40,2400)-36':y=300:shortest=1`;
  return `${yard}[yard];${cat}[cat];[yard][cat]${passing},noise=alls=3:allf=t`;
}

export const testCard = 'testsrc2=size=640x360:rate=5';
