/** Ends a text with a full stop where it has no end of its own, so that another sentence may follow. */
export const sentence = (text: string): string => {
  const said = text.trim();
  return said === '' || /[.!?]$/.test(said) ? said : `${said}.`;
};

/** Begins a text with a capital letter. */
export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
