/** The six words of a key, large and in order: what two people compare by reading them out. */
export const SixWords = ({ words, name }: { readonly words: readonly string[]; readonly name: string }) => (
  <ol className="six-words" aria-label={`Six words of ${name}`}>
    {words.map((word, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a word may come twice, its place is what counts
      <li key={index}>
        <span className="dim num">{index + 1}</span> {word}
      </li>
    ))}
  </ol>
);
