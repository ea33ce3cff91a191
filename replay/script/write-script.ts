import { Document, isMap, isSeq, type Pair, type Scalar, visit } from 'yaml';

/** A script as YAML: each input and each line of the trace in a line of its own. */
export function writeScript(source: object): string {
  const document = new Document(source, { aliasDuplicateObjects: true });
  const { contents } = document;
  if (isMap(contents)) for (const pair of contents.items) flowBelow(pair as Pair);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function flowBelow({ key, value }: Pair): void {
  const name = (key as Scalar).value;
  if (name === 'inputs' && isSeq(value)) for (const item of value.items) setFlow(item);
  else if (name === 'world' || name === 'cameras' || name === 'recorded') {
    if (isMap(value)) for (const pair of value.items) setFlow((pair as Pair).value);
  }
}

function setFlow(node: unknown): void {
  visit(node as never, {
    Collection: (_, collection) => {
      collection.flow = true;
    },
  });
}
