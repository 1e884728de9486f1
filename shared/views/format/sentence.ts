/** Ends a text with a full stop where it has no end of its own, so that another sentence may follow. */
export const sentence = (text: string): string => {
  const said = text.trim();
  return said === '' || /[.!?]$/.test(said) ? said : `${said}.`;
};
