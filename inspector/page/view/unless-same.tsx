import { Component, type ComponentClass, type FunctionComponent } from 'preact';

/**
 * The same view, drawn anew only when one of its props is another one. An element that is kept by
 * `useMemo` would do for that, but Preact lets it point for ever to the tree that it was first
 * drawn in, in which there are other kept elements with trees of their own: none is ever let go.
 */
export function unlessSame<Props extends object>(
  View: FunctionComponent<Props>,
): ComponentClass<Props> {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      const before = this.props as Props;
      return (Object.keys(next) as (keyof Props)[]).some((name) => next[name] !== before[name]);
    }

    override render() {
      return <View {...this.props} />;
    }
  };
}
