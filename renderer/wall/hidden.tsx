/** Stands where something isn't for visitors (presenter mode): words, so that nobody takes it for missing. */
export const Hidden = () => <span className="wall-hidden">hidden</span>;
