/** An event that makes the machine throw which looks at that property of it. */
export const poison = (type: string, property: string) => ({
  type,
  get [property](): string {
    throw new Error('a malformed event');
  },
});
