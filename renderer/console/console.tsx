/** The commander's console. */
export const Console = () => <main>console</main>;
