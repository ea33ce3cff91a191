/** Data as it is, opened as far as one wants to see it. */
export function Tree({ value }: { readonly value: unknown }) {
  return (
    <ul class="tree">
      {entriesOf(value).map(([key, inner]) => (
        <li key={key}>
          <Branch name={key} value={inner} />
        </li>
      ))}
    </ul>
  );
}

/** What is deeper or longer is told by its size. */
const entriesMax = 200;

function Branch({ name, value }: { readonly name: string; readonly value: unknown }) {
  if (typeof value !== 'object' || value === null) {
    return (
      <>
        <span class="key">{name}</span> <Leaf value={value} />
      </>
    );
  }
  const count = Object.keys(value).length;
  const size = Array.isArray(value) ? `[${count}]` : `{${count}}`;
  if (count === 0) return <span class="key">{`${name} ${size}`}</span>;
  return (
    <details>
      <summary>
        <span class="key">{name}</span> <span class="quiet">{size}</span>
      </summary>
      <Tree value={value} />
    </details>
  );
}

function Leaf({ value }: { readonly value: unknown }) {
  const text = value === undefined ? 'undefined' : JSON.stringify(value);
  return <span class={`leaf ${typeof value}`}>{text}</span>;
}

function entriesOf(value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).slice(0, entriesMax);
}
