/** What the preload puts into the window; nothing else of the outside can be reached from here. */
export type TminusBridge = {
  readonly call: (name: string, input: unknown) => Promise<unknown>;
  readonly on: (name: string, listener: (data: never) => void) => () => void;
};

declare global {
  interface Window {
    readonly tminus: TminusBridge;
  }
}
